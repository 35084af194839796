import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { NoteWire } from "./note.wire.js";

export const createNote = defineEndpoint<never>({
  method: "POST",
  path: "/opportunities/:opportunity/notes",
  permission: "create an opportunity note",
  documentation: "Notes > Create a note",
});

/** Replaces the whole thread; only of notes that the API made. */
export const replaceNote = defineEndpoint<never>({
  method: "PUT",
  path: "/opportunities/:opportunity/notes/:note",
  permission: "update an opportunity note",
  documentation: "Notes > Update a note",
});

export const singleNote = defineEndpoint<NoteWire>({
  path: "/opportunities/:opportunity/notes/:note",
  permission: "find an opportunity note",
  documentation: "Notes > Retrieve a single note",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
