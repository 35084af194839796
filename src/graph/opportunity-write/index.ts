import { defineSlice } from "../slice.js";
import { AddOpportunityLinks } from "./add-opportunity-links.mutation.js";
import { AddOpportunitySources } from "./add-opportunity-sources.mutation.js";
import { AddOpportunityTags } from "./add-opportunity-tags.mutation.js";
import { AdvanceOpportunities, advanceRunner } from "./advance-opportunities.mutation.js";
import { AdvanceOpportunity } from "./advance-opportunity.mutation.js";
import { HireOpportunity } from "./hire-opportunity.mutation.js";
import { RejectOpportunities, rejectRunner } from "./reject-opportunities.mutation.js";
import { RejectOpportunity } from "./reject-opportunity.mutation.js";
import { RemoveOpportunityLinks } from "./remove-opportunity-links.mutation.js";
import { RemoveOpportunitySources } from "./remove-opportunity-sources.mutation.js";
import { RemoveOpportunityTags } from "./remove-opportunity-tags.mutation.js";
import { ReopenOpportunity } from "./reopen-opportunity.mutation.js";

export const opportunityWrite = defineSlice({
  resolvers: [
    AddOpportunityLinks,
    AddOpportunitySources,
    AddOpportunityTags,
    AdvanceOpportunities,
    AdvanceOpportunity,
    HireOpportunity,
    RejectOpportunities,
    RejectOpportunity,
    RemoveOpportunityLinks,
    RemoveOpportunitySources,
    RemoveOpportunityTags,
    ReopenOpportunity,
  ],
  bulk: { advanceOpportunities: advanceRunner, rejectOpportunities: rejectRunner },
});
