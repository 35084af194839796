import { defineSlice } from "../slice.js";
import { ConnectionEeoResponsesResolver, EeoResponseResolver } from "./eeo-response.resolver.js";

export const eeoResponse = defineSlice({ resolvers: [ConnectionEeoResponsesResolver, EeoResponseResolver] });
