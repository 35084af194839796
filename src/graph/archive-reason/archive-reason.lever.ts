import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { ArchiveReasonWire } from "./archive-reason.wire.js";

export const archiveReasonList = defineEndpoint<ArchiveReasonWire>({
  path: "/archive_reasons",
  permission: "find all archive reasons",
  documentation: "Archive reasons > List all archive reasons",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});

export const singleArchiveReason = defineEndpoint<ArchiveReasonWire>({
  path: "/archive_reasons/:reason",
  permission: "find an archive reason",
  documentation: "Archive reasons > Retrieve a single archive reason",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
