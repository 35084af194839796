import type { GraphQLSchema, OperationDefinitionNode } from "graphql";
import { maxAgeOf, maxAgesOf } from "./cache-policy.js";
import type { AnsweredOperation, OperationHooks } from "./operation-hooks.js";

/**
 * `Cache-Control` on every answer: private always, for a cache that shared an answer without it would show one
 * customer's candidates to another; nothing of mutations and errors is kept.
 */
export function cacheHeader(schema: GraphQLSchema): OperationHooks {
  const maxAges = maxAgesOf(schema);
  const known = new WeakMap<OperationDefinitionNode, number>();
  return {
    answered: ({ response, operation, document }) => {
      const { body, http } = response;
      if (operation?.operation !== "query" || document === undefined || hasErrors(body)) {
        http.headers.set("cache-control", "no-store");
        return;
      }
      const maxAge = known.get(operation) ?? maxAgeOf(schema, maxAges, operation, document);
      known.set(operation, maxAge);
      http.headers.set("cache-control", `private, max-age=${maxAge}`);
    },
  };
}

type Body = AnsweredOperation["response"]["body"];

/** An answer that comes in parts is not known in full, and counts as one with errors. */
function hasErrors(body: Body): boolean {
  return body.kind !== "single" || (body.singleResult.errors?.length ?? 0) > 0;
}
