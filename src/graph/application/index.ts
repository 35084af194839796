import { defineSlice } from "../slice.js";
import { ApplicationResolver } from "./application.resolver.js";

export const application = defineSlice({ resolvers: [ApplicationResolver] });
