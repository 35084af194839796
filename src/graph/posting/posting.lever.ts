import { defineEndpoint } from "../../lever/endpoint.js";
import { POSTING_MAX_AGE_MS } from "../lifetimes.js";
import type { PostingWire } from "./posting.wire.js";

export const postingList = defineEndpoint<PostingWire>({
  path: "/postings",
  permission: "find all postings",
  documentation: "Postings > List all postings",
  maxAgeMs: POSTING_MAX_AGE_MS,
  confidentiality: true,
});

export const singlePosting = defineEndpoint<PostingWire>({
  path: "/postings/:posting",
  permission: "find a posting",
  documentation: "Postings > Retrieve a single posting",
  maxAgeMs: POSTING_MAX_AGE_MS,
});
