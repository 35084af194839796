import { GraphQLError, type GraphQLSchema, isUnionType } from "graphql";
import { givenTo } from "./given-values.js";
import type { OperationHooks } from "./operation-hooks.js";

/**
 * Refuses what is no representation of an entity of this subgraph: federation's own resolver takes it for a defect of
 * the subgraph's, and would answer an object of a type that is no entity with itself.
 */
export function representations(schema: GraphQLSchema): OperationHooks {
  const union = schema.getType("_Entity");
  const names = new Set(isUnionType(union) ? union.getTypes().map(({ name }) => name) : []);
  return {
    resolved: ({ operation, document, request }) => {
      if (!operation) return;
      for (const { name, value } of givenTo(operation, document, request.variables).given) {
        if (name !== "representations" || value === null || value === undefined) continue;
        // What is no list stands for a list of itself.
        const list: readonly unknown[] = Array.isArray(value) ? value : [value];
        const place = list.findIndex((one) => !names.has(typeNameOf(one)));
        if (place >= 0) throw noRepresentation(`representations.${place}`);
      }
    },
  };
}

function noRepresentation(argument: string): GraphQLError {
  return new GraphQLError(`${argument}: give an object with the __typename of an entity`, {
    extensions: { code: "BAD_USER_INPUT", argument, retryable: false, http: { status: 400 } },
  });
}

function typeNameOf(representation: unknown): string {
  if (typeof representation !== "object" || representation === null || !("__typename" in representation)) return "";
  return typeof representation.__typename === "string" ? representation.__typename : "";
}
