import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { RequisitionFieldWire } from "./requisition-field.wire.js";

export const requisitionFieldList = defineEndpoint<RequisitionFieldWire>({
  path: "/requisition_fields",
  permission: "find all requisition fields",
  documentation: "Requisition fields > List all requisition fields",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
