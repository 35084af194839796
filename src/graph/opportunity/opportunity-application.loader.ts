import type { GraphContext } from "../../context/graph-context.js";
import type { AtsApplication } from "../application/application.js";
import { through } from "../entity-reference.js";
import { applicationsRefused } from "./application-refused.loader.js";
import { opportunityById } from "./opportunity.loader.js";
import type { Opportunity } from "./opportunity.js";

/**
 * The application that came with the row, or that is read for it; null where it is for no posting.
 * @throws LeverError FORBIDDEN where the key may not read applications
 */
export async function applicationWith(context: GraphContext, root: Opportunity): Promise<AtsApplication | null> {
  const { connectionId, externalId, candidateExternalId } = root;
  if (root.application === "refused") throw applicationsRefused(connectionId);
  if (root.application !== undefined) return root.application;
  const key = { externalId, contactId: candidateExternalId, expand: ["applications"] as const };
  const row = await through(context, connectionId, ({ load }) => load(opportunityById, key));
  if (row?.application === "refused") throw applicationsRefused(connectionId);
  return row?.application ?? null;
}
