import type { Query } from "../lever/client.js";
import { defineEndpoint } from "../lever/endpoint.js";
import type { GoneOpportunityWire, SyncedOpportunityWire } from "./synced-opportunity.wire.js";

/** Pages of a sync are read once and never kept: they would push out what somebody looks at. */
export const syncedOpportunityList = defineEndpoint<SyncedOpportunityWire>({
  path: "/opportunities",
  permission: "find all opportunities",
  documentation: "Opportunities > List all opportunities",
  confidentiality: true,
});

/** One that webhooks tell of, and that is on nobody's list. */
export const singleSyncedOpportunity = defineEndpoint<SyncedOpportunityWire>({
  path: "/opportunities/:opportunity",
  permission: "find an opportunity",
  documentation: "Opportunities > Retrieve a single opportunity",
});

export const goneOpportunityList = defineEndpoint<GoneOpportunityWire>({
  path: "/opportunities/deleted",
  permission: "find all deleted opportunities",
  documentation: "Opportunities > List deleted opportunities",
});

/**
 * Nothing else is sent: notes of a pipeline weigh more than its people. Lever docs, "Include". The contact itself tells
 * whether nothing is left of the person: an opportunity may be anonymised alone.
 */
export const SYNCED_FIELDS: Query = {
  include: ["id", "contact", "emails", "links", "isAnonymized"],
  expand: ["contact"],
};
