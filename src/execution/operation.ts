import type { FragmentDefinitionNode, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from "graphql";

/** An operation of a document. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly definition: OperationDefinitionNode;
}

/** Arguments or variables by their names, coerced. */
export type Values = Readonly<Record<string, unknown>>;

/** Where in the answer something stands, from the inside out. */
export type Path = GraphQLResolveInfo["path"];
