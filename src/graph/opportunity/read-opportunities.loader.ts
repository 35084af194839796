import type { ConnectionScope } from "../../context/connection-scope.js";
import { toError } from "../../loading/each.js";
import type { Selection } from "../../planning/selection.js";
import { expandFor } from "../expand-for.js";
import { bringKeptRelations } from "./kept-relations.loader.js";
import { keptOpportunities, opportunityById, type OpportunityKey } from "./opportunity.loader.js";
import type { Opportunity } from "./opportunity.js";

/**
 * Many opportunities, with what the operation asks of them: what is kept of them is looked up at once, and only the rest
 * comes together with whatever else is read.
 */
export async function readOpportunities(
  scope: ConnectionScope,
  asked: readonly Omit<OpportunityKey, "expand">[],
  selection: Selection,
): Promise<readonly (Opportunity | Error | null)[]> {
  const expand = await expandFor(scope, selection);
  const kept = await keptOpportunities(scope, asked, expand);
  const rows: (Opportunity | Error | null)[] = asked.map(({ externalId }) => kept.get(externalId) ?? null);
  const missing = [...asked.entries()].filter(([place]) => rows[place] === null);
  await Promise.all(
    missing.map(async ([place, key]) => {
      rows[place] = await scope.load(opportunityById, { ...key, expand }).catch(toError);
    }),
  );
  await bringKeptRelations(scope, rows, selection);
  return rows;
}
