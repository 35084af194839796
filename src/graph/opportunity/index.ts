import { isIdPart } from "../../ids/entity-id.js";
import { selectionOf } from "../../planning/selection.js";
import { type Reference, referencesThrough } from "../references.js";
import { defineSlice } from "../slice.js";
import { ConnectionOpportunitiesResolver, PostingOpportunitiesResolver } from "./connection-opportunities.resolver.js";
import { OpportunityResolver } from "./opportunity.resolver.js";
import { readOpportunities } from "./read-opportunities.loader.js";
import { StageChangeResolver } from "./stage-change.resolver.js";

export const opportunity = defineSlice({
  resolvers: [OpportunityResolver, StageChangeResolver, ConnectionOpportunitiesResolver, PostingOpportunitiesResolver],
  references: {
    Opportunity: referencesThrough((scope, references, info) =>
      readOpportunities(scope, references.map(keyOfReference), selectionOf(info, "Opportunity")),
    ),
  },
});

/** The contact is a hint for batching, never identity. */
function keyOfReference({ externalId, representation }: Reference) {
  const hint = representation["candidateExternalId"];
  return { externalId, ...(isIdPart(hint) ? { contactId: hint } : {}) };
}
