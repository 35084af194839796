import { boardCounts } from "./board-counts.js";
import { createCandidate } from "./create-candidate.js";
import { detail } from "./detail.js";
import { entitiesByOpportunity, entitiesByOpportunityWithHint } from "./entities-by-opportunity.js";
import { entitiesByContact, entitiesByEmail } from "./entities-by-person.js";
import { inbound } from "./inbound.js";
import { listPage } from "./list-page.js";
import type { Operation } from "./operation.js";

/** What the product is measured by, in order. */
export const OPERATIONS: readonly Operation[] = [
  listPage,
  entitiesByOpportunity,
  entitiesByOpportunityWithHint,
  entitiesByEmail,
  entitiesByContact,
  detail,
  inbound,
  boardCounts,
  createCandidate,
];
