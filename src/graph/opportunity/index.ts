import { selectionOf } from "../../planning/selection.js";
import { referencesThrough } from "../references.js";
import { defineSlice } from "../slice.js";
import { ConnectionOpportunitiesResolver, PostingOpportunitiesResolver } from "./connection-opportunities.resolver.js";
import { OpportunityResolver } from "./opportunity.resolver.js";
import { readOpportunities } from "./read-opportunities.loader.js";
import { StageChangeResolver } from "./stage-change.resolver.js";

export const opportunity = defineSlice({
  resolvers: [OpportunityResolver, StageChangeResolver, ConnectionOpportunitiesResolver, PostingOpportunitiesResolver],
  references: {
    Opportunity: referencesThrough((scope, references, info) =>
      readOpportunities(scope, references, selectionOf(info, "Opportunity")),
    ),
  },
});
