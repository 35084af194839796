import { defineSlice } from "../slice.js";
import { OpportunitySlaResolver } from "./opportunity-sla.resolver.js";

export const sla = defineSlice({ resolvers: [OpportunitySlaResolver] });
