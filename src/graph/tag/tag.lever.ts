import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { TagWire } from "./tag.wire.js";

export const tagList = defineEndpoint<TagWire>({
  path: "/tags",
  permission: "find all tags",
  documentation: "Tags > List all tags",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
