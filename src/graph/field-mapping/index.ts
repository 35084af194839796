import { defineSlice } from "../slice.js";
import { ConnectionFieldMappingResolver } from "./field-mapping.resolver.js";

export const fieldMapping = defineSlice({ resolvers: [ConnectionFieldMappingResolver] });
