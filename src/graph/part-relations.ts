import type { ConnectionScope } from "../context/connection-scope.js";
import type { GraphContext } from "../context/graph-context.js";
import type { LoaderDefinition } from "../loading/loader.js";
import type { Selection } from "../planning/selection.js";
import { KEY_FIELDS, through } from "./entity-reference.js";
import { cachedListsNow } from "./expand-for.js";
import type { PartKey } from "./opportunity-part.loader.js";

/** A field of a part that leads to a user or a stage, and the property of Lever's that `expand` fills for it. */
export interface PartRelation {
  readonly field: string;
  readonly expand: string;
  readonly of: "user" | "stage";
}

/** Whose parts are asked for. */
export interface PartOwner {
  readonly connectionId: string;
  /** Lever's id of the opportunity. */
  readonly externalId: string;
}

/**
 * Reads what belongs to an opportunity, with those relations expanded that are asked for more than their ids and whose
 * list is not at hand: that saves their request. Null where the account has no such connection.
 */
export function partsOf<Part>(
  context: GraphContext,
  { connectionId, externalId }: PartOwner,
  loader: LoaderDefinition<ConnectionScope, PartKey, readonly Part[] | null>,
  asked: { readonly selection: Selection; readonly relations?: readonly PartRelation[] },
): Promise<readonly Part[] | null> {
  return through(context, connectionId, async (scope) => {
    const expand = await expandOf(scope, asked.selection, asked.relations ?? []);
    return scope.load(loader, { opportunityId: externalId, expand });
  });
}

/** What belongs to an opportunity, with ids for relations; none where Lever has no such opportunity. */
export async function plainPartsOf<Part>(
  context: GraphContext,
  { connectionId, externalId }: PartOwner,
  loader: LoaderDefinition<ConnectionScope, PartKey, readonly Part[] | null>,
): Promise<readonly Part[]> {
  const key = { opportunityId: externalId, expand: [] };
  return (await through(context, connectionId, ({ load }) => load(loader, key))) ?? [];
}

async function expandOf(
  scope: ConnectionScope,
  selection: Selection,
  relations: readonly PartRelation[],
): Promise<readonly string[]> {
  const needed = relations.filter(({ field }) => selection.has(field) && !selection.of(field).asksOnly(KEY_FIELDS));
  if (needed.length === 0) return [];
  const cached = await cachedListsNow(scope);
  return needed
    .filter(({ of }) => (of === "user" ? !cached.users : !cached.stages))
    .map(({ expand }) => expand)
    .sort();
}
