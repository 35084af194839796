import { defineSlice } from "../slice.js";
import { ConnectionDeletedOpportunitiesResolver, DeletedOpportunityResolver } from "./deleted-opportunity.resolver.js";

export const deletedOpportunity = defineSlice({
  resolvers: [ConnectionDeletedOpportunitiesResolver, DeletedOpportunityResolver],
});
