import type { ConnectionScope } from "../../context/connection-scope.js";
import { relationsAsked } from "../../planning/expand.js";
import type { Selection } from "../../planning/selection.js";
import { bringKeptUsers } from "../ats-user/ats-user.loader.js";
import { cachedListsNow } from "../expand-for.js";
import { bringKeptStages } from "../stage/stage.loader.js";
import type { Opportunity } from "./opportunity.js";

/**
 * Has at hand what is asked of rows' stages and people, as far as it comes without a request: a hundred rows have few of
 * them, and the rows' fields are then answered at once. What costs a request is left to the fields, whose reads come
 * together in one batch with all others.
 */
export async function bringKeptRelations(
  scope: ConnectionScope,
  rows: readonly (Opportunity | Error | null)[],
  selection: Selection,
): Promise<void> {
  const asked = relationsAsked(selection);
  if (asked.size === 0) return;
  const readable = rows.filter((row): row is Opportunity => row !== null && !(row instanceof Error));
  const stages = asked.has("stage") ? idsOf(readable, ({ stageExternalId }) => stageExternalId) : [];
  const owners = asked.has("owner") ? idsOf(readable, ({ ownerExternalId }) => ownerExternalId) : [];
  const finders = asked.has("sourcedBy") ? idsOf(readable, ({ sourcedByExternalId }) => sourcedByExternalId) : [];
  const cached = await cachedListsNow(scope);
  await Promise.all([
    bringKeptStages(scope, stages, cached.stages),
    bringKeptUsers(scope, [...new Set([...owners, ...finders])], cached.users),
  ]);
}

function idsOf(rows: readonly Opportunity[], idOf: (row: Opportunity) => string | null): readonly string[] {
  const ids = new Set<string | null>();
  for (const row of rows) ids.add(idOf(row));
  return [...ids].filter((id) => id !== null);
}
