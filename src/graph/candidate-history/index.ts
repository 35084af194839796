import { defineSlice } from "../slice.js";
import { CandidateHistoryResolver } from "./candidate-history.resolver.js";

export const candidateHistory = defineSlice({ resolvers: [CandidateHistoryResolver] });
