import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { NoteWire } from "./note.wire.js";

export const noteList = defineEndpoint<NoteWire>({
  path: "/opportunities/:opportunity/notes",
  permission: "find all opportunity notes",
  documentation: "Notes > List all notes",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
