import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { DeletedOpportunityWire } from "./deleted-opportunity.wire.js";

/** It takes no `confidentiality`: rows come as they are. Lever docs, "Opportunities > List deleted opportunities". */
export const deletedOpportunityList = defineEndpoint<DeletedOpportunityWire>({
  path: "/opportunities/deleted",
  permission: "find all deleted opportunities",
  documentation: "Opportunities > List deleted opportunities",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
