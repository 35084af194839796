import { defineSlice } from "../slice.js";
import { FeedbackResolver, OpportunityFeedbackResolver } from "./feedback.resolver.js";

export const feedback = defineSlice({ resolvers: [FeedbackResolver, OpportunityFeedbackResolver] });
