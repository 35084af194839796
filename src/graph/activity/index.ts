import { defineSlice } from "../slice.js";
import { ActivityResolver, CandidateActivityResolver, OpportunityActivityResolver } from "./activity.resolver.js";

export const activity = defineSlice({
  resolvers: [ActivityResolver, CandidateActivityResolver, OpportunityActivityResolver],
});
