import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from "graphql";
import type { Path } from "./operation.js";
import type { FieldPlan } from "./plan.js";
import type { Run } from "./run.js";

/** What graphql-js 16 tells a resolver; libraries that are not ours widen its type. */
type Told = Pick<
  GraphQLResolveInfo,
  | "fieldName"
  | "fieldNodes"
  | "returnType"
  | "parentType"
  | "path"
  | "schema"
  | "fragments"
  | "rootValue"
  | "operation"
  | "variableValues"
>;

/** What a resolver is told of its field: looked up when it asks, since most don't. */
export class FieldInfo implements Told {
  constructor(
    readonly run: Run,
    readonly field: FieldPlan,
    readonly path: Path,
  ) {}

  /** This, as resolvers take it. */
  get told(): GraphQLResolveInfo {
    return this as unknown as GraphQLResolveInfo;
  }

  get fieldName(): string {
    return this.field.definition.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.field.nodes;
  }

  get returnType(): GraphQLOutputType {
    return this.field.definition.type;
  }

  get parentType(): GraphQLObjectType {
    return this.field.parentType;
  }

  get schema(): GraphQLSchema {
    return this.run.operation.schema;
  }

  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.run.operation.fragments;
  }

  /** There is none: root fields have resolvers. */
  get rootValue(): undefined {
    return undefined;
  }

  get operation(): OperationDefinitionNode {
    return this.run.operation.definition;
  }

  get variableValues(): Record<string, unknown> {
    return this.run.variables;
  }
}
