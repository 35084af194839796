import type { GraphQLResolveInfo } from "graphql";
import type { ConnectionScope } from "../context/connection-scope.js";
import { mapEach } from "../loading/each.js";
import { inGroups } from "../loading/in-groups.js";
import { type ExternalReference, referenceOf, through } from "./entity-reference.js";
import type { ReferencesResolver, Representation } from "./slice.js";

/** A representation, taken apart. */
export type Reference = ExternalReference & { readonly representation: Representation };

function toReference(representation: Representation): Reference {
  const { connectionId, externalId } = referenceOf(representation);
  return { connectionId, externalId, representation };
}

/** Finds entities by either of their keys, those of one connection together; null where it isn't the caller's. */
export function referencesThrough(
  read: (
    scope: ConnectionScope,
    references: readonly Reference[],
    info: GraphQLResolveInfo,
  ) => Promise<readonly (object | Error | null)[]>,
): ReferencesResolver {
  return {
    many: async (representations, context, info) =>
      inGroups(
        mapEach(representations, toReference),
        ({ connectionId }) => connectionId,
        async (connectionId, references) =>
          (await through(context, connectionId, (scope) => read(scope, references, info))) ?? [],
      ),
  };
}
