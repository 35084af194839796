import { defineEndpoint } from "../../lever/endpoint.js";
import type { EeoResponseWire } from "./eeo-response.wire.js";

/** Never kept: who answered what stays nowhere but in Lever. */
export const eeoResponseList = defineEndpoint<EeoResponseWire>({
  path: "/eeo/responses/pii",
  permission: "find all eeo responses with their pii",
  documentation: "EEO > Retrieve EEO responses with PII",
  maxAgeMs: 0,
});
