import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { SourceWire } from "./source.wire.js";

export const sourceList = defineEndpoint<SourceWire>({
  path: "/sources",
  permission: "find all sources",
  documentation: "Sources > List all sources",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
