import { GraphQLError, Kind, type OperationDefinitionNode, type ValueNode } from "graphql";
import type { OperationHooks } from "./operation-hooks.js";
import { querySize, type QuerySize } from "./query-size.js";

/** How much one operation may ask for. */
export interface OperationLimits {
  readonly maxQueryDepth: number;
  readonly maxQueryAliases: number;
  /** In one `_entities`. */
  readonly maxRepresentations: number;
}

/** Refuses what is too large before anything is resolved, and so before anything is sent to Lever. */
export function limits(of: OperationLimits): OperationHooks {
  // Apollo Server keeps documents: the same query is the same object each time.
  const sizes = new WeakMap<OperationDefinitionNode, QuerySize>();
  return {
    resolved: ({ operation, document, request }) => {
      if (!operation) return;
      const size = sizes.get(operation) ?? querySize(operation.selectionSet, document);
      sizes.set(operation, size);
      check("depth", size.depth, of.maxQueryDepth);
      check("aliases", size.aliases, of.maxQueryAliases);
      for (const count of representationsIn(operation, request.variables ?? {})) {
        check("representations", count, of.maxRepresentations);
      }
    },
  };
}

function check(limit: string, found: number, allowed: number): void {
  if (found <= allowed) return;
  throw new GraphQLError(`The operation goes over the limit of ${limit}: ${allowed} at most. Ask for less at once.`, {
    extensions: { code: "QUERY_TOO_COMPLEX", limit, retryable: false, http: { status: 400 } },
  });
}

/** How many entities each `_entities` of the operation asks for. */
function representationsIn(
  { selectionSet }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly number[] {
  return selectionSet.selections.flatMap((node) => {
    if (node.kind !== Kind.FIELD || node.name.value !== "_entities") return [];
    const argument = node.arguments?.find(({ name }) => name.value === "representations");
    return argument ? [lengthOf(argument.value, variables)] : [];
  });
}

function lengthOf(value: ValueNode, variables: Readonly<Record<string, unknown>>): number {
  if (value.kind === Kind.LIST) return value.values.length;
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return Array.isArray(given) ? given.length : 1;
}
