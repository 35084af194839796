import { defineSlice } from "../slice.js";
import { ConnectionPermissionsResolver } from "./permission-report.resolver.js";

export const permissionReport = defineSlice({ resolvers: [ConnectionPermissionsResolver] });
