import { defineSlice } from "../slice.js";
import { ConnectionTagsResolver } from "./tag.resolver.js";

export const tag = defineSlice({ resolvers: [ConnectionTagsResolver] });
