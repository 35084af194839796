import { defineSlice } from "../slice.js";
import { ConnectionRequisitionFieldsResolver } from "./requisition-field.resolver.js";

export const requisitionField = defineSlice({ resolvers: [ConnectionRequisitionFieldsResolver] });
