import { defineEndpoint } from "../../lever/endpoint.js";
import { POSTING_MAX_AGE_MS } from "../lifetimes.js";
import type { RequisitionWire } from "./requisition.wire.js";

export const requisitionList = defineEndpoint<RequisitionWire>({
  path: "/requisitions",
  permission: "find all requisitions",
  documentation: "Requisitions > List all requisitions",
  maxAgeMs: POSTING_MAX_AGE_MS,
  confidentiality: true,
});

export const singleRequisition = defineEndpoint<RequisitionWire>({
  path: "/requisitions/:requisition",
  permission: "find a requisition",
  documentation: "Requisitions > Retrieve a single requisition",
  maxAgeMs: POSTING_MAX_AGE_MS,
});
