import { defineSlice } from "../slice.js";
import { CreateAtsOpportunity } from "./create-ats-opportunity.mutation.js";

export const createOpportunity = defineSlice({ resolvers: [CreateAtsOpportunity] });
