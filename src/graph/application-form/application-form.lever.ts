import { defineEndpoint } from "../../lever/endpoint.js";
import { POSTING_MAX_AGE_MS } from "../lifetimes.js";
import type { ApplicationFormWire } from "./application-form.wire.js";

export const singleApplicationForm = defineEndpoint<ApplicationFormWire>({
  path: "/postings/:posting/apply",
  permission: "find a posting application question form",
  documentation: "Postings > Retrieve posting application questions",
  maxAgeMs: POSTING_MAX_AGE_MS,
});
