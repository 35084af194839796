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
export function applicationWith(
  context: GraphContext,
  root: Opportunity,
): Promise<AtsApplication | null> | AtsApplication | null {
  if (root.application === undefined) return readApplication(context, root);
  // Never thrown at once: whoever has begun to read other things would leave them alone.
  if (root.application === "refused") return Promise.reject(applicationsRefused(root.connectionId));
  return root.application;
}

async function readApplication(context: GraphContext, root: Opportunity): Promise<AtsApplication | null> {
  const { connectionId, externalId, candidateExternalId } = root;
  const key = { externalId, contactId: candidateExternalId, expand: ["applications"] as const };
  const row = await through(context, connectionId, ({ load }) => load(opportunityById, key));
  if (row?.application === "refused") throw applicationsRefused(connectionId);
  return row?.application ?? null;
}
