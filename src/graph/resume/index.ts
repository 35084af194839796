import { defineSlice } from "../slice.js";
import { OpportunityResumesResolver } from "./resume.resolver.js";

export const resume = defineSlice({ resolvers: [OpportunityResumesResolver] });
