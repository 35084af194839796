import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import { type GivenArgument, givenTo, longestListIn } from "./given-values.js";
import type { OperationHooks } from "./operation-hooks.js";
import { queryCost } from "./query-cost.js";
import { querySize, type QuerySize } from "./query-size.js";

/** How much one operation may ask for. */
export interface OperationLimits {
  readonly maxQueryDepth: number;
  readonly maxQueryAliases: number;
  /** Rows that its lists may bring, each list within the others. */
  readonly maxQueryCost: number;
  /** Items of any list among its arguments and variables. */
  readonly maxListItems: number;
  /** In one `_entities`. */
  readonly maxRepresentations: number;
}

/** Refuses what is too large before anything is resolved, and so before anything is sent to Lever. */
export function limits(schema: GraphQLSchema, of: OperationLimits): OperationHooks {
  // Apollo Server keeps documents: the same query is the same object each time.
  const sizes = new WeakMap<OperationDefinitionNode, QuerySize>();
  return {
    resolved: ({ operation, document, request }) => {
      if (!operation) return;
      const { depth, aliases } = sizes.get(operation) ?? querySize(operation.selectionSet, document);
      sizes.set(operation, { depth, aliases });
      check("depth", depth, of.maxQueryDepth);
      check("aliases", aliases, of.maxQueryAliases);
      const { variables, given } = givenTo(operation, document, request.variables);
      const { representations, items } = longestLists(given);
      check("representations", representations, of.maxRepresentations);
      check("list items", items, of.maxListItems);
      check("cost", queryCost(schema, operation, document, variables), of.maxQueryCost);
    },
  };
}

function check(limit: string, found: number, allowed: number): void {
  if (found <= allowed) return;
  throw new GraphQLError(`The operation goes over the limit of ${limit}: ${allowed} at most. Ask for less at once.`, {
    extensions: { code: "QUERY_TOO_COMPLEX", limit, retryable: false, http: { status: 400 } },
  });
}

interface Lists {
  /** Of the longest `_entities`. */
  readonly representations: number;
  /** Of the longest other list. */
  readonly items: number;
}

/** The longest lists that an operation is given. */
function longestLists(given: readonly GivenArgument[]): Lists {
  let representations = 0;
  let items = 0;
  for (const { name, value } of given) {
    const isOfEntities = name === "representations" && Array.isArray(value);
    if (isOfEntities) representations = Math.max(representations, value.length);
    items = Math.max(items, longestListIn(isOfEntities ? value : [value]));
  }
  return { representations, items };
}
