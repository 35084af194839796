import type { ConnectionScope } from "../../context/connection-scope.js";
import { toError } from "../../loading/each.js";
import type { Selection } from "../../planning/selection.js";
import { isIdPart } from "../../ids/entity-id.js";
import { expandFor } from "../expand-for.js";
import type { Reference } from "../references.js";
import { bringKeptRelations } from "./kept-relations.loader.js";
import { keptOpportunities, opportunityById, type OpportunityKey } from "./opportunity.loader.js";
import type { Opportunity } from "./opportunity.js";

/**
 * Many opportunities, with what the operation asks of them: what is kept of them is looked up at once, and only the rest
 * comes together with whatever else is read.
 */
export async function readOpportunities(
  scope: ConnectionScope,
  references: readonly Reference[],
  selection: Selection,
): Promise<readonly (Opportunity | Error | null)[]> {
  const expand = await expandFor(scope, selection);
  const kept = await keptOpportunities(scope, references, expand);
  const rows: (Opportunity | Error | null)[] = kept.map((row) => row ?? null);
  const missing = [...references.entries()].filter(([place]) => rows[place] === null);
  await Promise.all(
    missing.map(async ([place, reference]) => {
      rows[place] = await scope.load(opportunityById, { ...keyOfReference(reference), expand }).catch(toError);
    }),
  );
  await bringKeptRelations(scope, rows, selection);
  return rows;
}

/** The contact is a hint for batching, never identity. */
function keyOfReference({ externalId, representation }: Reference): Omit<OpportunityKey, "expand"> {
  const hint = representation["candidateExternalId"];
  return { externalId, ...(isIdPart(hint) ? { contactId: hint } : {}) };
}
