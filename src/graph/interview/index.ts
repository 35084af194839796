import { defineSlice } from "../slice.js";
import { InterviewerResolver, InterviewResolver, OpportunityInterviewsResolver } from "./interview.resolver.js";

export const interview = defineSlice({
  resolvers: [InterviewerResolver, InterviewResolver, OpportunityInterviewsResolver],
});
