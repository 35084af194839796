import { isIdPart } from "../../ids/entity-id.js";
import { referenceOf } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { ConnectionOpportunitiesResolver, PostingOpportunitiesResolver } from "./connection-opportunities.resolver.js";
import { OpportunityResolver } from "./opportunity.resolver.js";
import { readOpportunity } from "./read-opportunity.loader.js";
import { StageChangeResolver } from "./stage-change.resolver.js";

export const opportunity = defineSlice({
  resolvers: [OpportunityResolver, StageChangeResolver, ConnectionOpportunitiesResolver, PostingOpportunitiesResolver],
  references: {
    Opportunity: async (representation, context, info) => {
      const { connectionId, externalId } = referenceOf(representation);
      const hint = representation["candidateExternalId"];
      const key = { externalId, ...(isIdPart(hint) ? { contactId: hint } : {}) };
      return readOpportunity(context, connectionId, key, info);
    },
  },
});
