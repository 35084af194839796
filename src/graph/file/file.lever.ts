import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { FileWire } from "./file.wire.js";

export const fileList = defineEndpoint<FileWire>({
  path: "/opportunities/:opportunity/files",
  permission: "find all opportunity files",
  documentation: "Files > List all files",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});

export const singleFile = defineEndpoint<FileWire>({
  path: "/opportunities/:opportunity/files/:file",
  permission: "find an opportunity file",
  documentation: "Files > Retrieve a single file",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
