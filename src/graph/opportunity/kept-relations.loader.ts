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
  const stages = new Set<string>();
  const users = new Set<string>();
  for (const row of rows) {
    if (row === null || row instanceof Error) continue;
    if (asked.has("stage")) stages.add(row.stageExternalId);
    if (asked.has("owner") && row.ownerExternalId !== null) users.add(row.ownerExternalId);
    if (asked.has("sourcedBy") && row.sourcedByExternalId !== null) users.add(row.sourcedByExternalId);
  }
  const cached = await cachedListsNow(scope);
  await Promise.all([
    bringKeptStages(scope, [...stages], cached.stages),
    bringKeptUsers(scope, [...users], cached.users),
  ]);
}
