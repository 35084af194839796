import { defineSlice } from "../slice.js";
import { ConnectionSourcesResolver } from "./source.resolver.js";

export const source = defineSlice({ resolvers: [ConnectionSourcesResolver] });
