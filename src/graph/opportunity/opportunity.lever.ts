import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { OpportunityWire } from "./opportunity.wire.js";

export const opportunityList = defineEndpoint<OpportunityWire>({
  path: "/opportunities",
  permission: "find all opportunities",
  documentation: "Opportunities > List all opportunities",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
  confidentiality: true,
});

export const singleOpportunity = defineEndpoint<OpportunityWire>({
  path: "/opportunities/:opportunity",
  permission: "find an opportunity",
  documentation: "Opportunities > Retrieve a single opportunity",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
