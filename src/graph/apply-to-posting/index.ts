import { defineSlice } from "../slice.js";
import { ApplyToPosting } from "./apply-to-posting.mutation.js";

export const applyToPosting = defineSlice({ resolvers: [ApplyToPosting] });
