import { defineSlice } from "../slice.js";
import { PostingApplicationFormResolver } from "./application-form.resolver.js";

export const applicationForm = defineSlice({ resolvers: [PostingApplicationFormResolver] });
