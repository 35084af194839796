import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { idOf, listOf, millisOf, objectOf, required, textOf } from "../../lever/reading.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { createNote, singleNote } from "./note-write.lever.js";
import { noteList } from "./note.lever.js";
import { toNote } from "./note.loader.js";
import type { AtsNote } from "./note.js";
import type { NoteWire } from "./note.wire.js";

/** Lever's clock and ours are not the same. */
const CLOCK_SKEW_MS = 5_000;

/** A note as it was sent. */
export interface SentNote {
  readonly text: string;
  readonly secret: boolean;
}

/**
 * The id of a note that was just made: Lever documents `{ noteId }` and answers with the whole note besides. Lever docs,
 * "Notes > Create a note".
 * @throws LeverError BAD_RESPONSE
 */
export function createdNoteId({ lever }: ConnectionScope, answer: unknown): string {
  const note = objectOf(answer);
  return required(idOf(note?.["noteId"]) ?? idOf(note?.["id"]), "data.noteId", createNote, lever.connectionId);
}

/** The note itself, where Lever's answer to its creation holds it. */
export function noteInAnswer(source: PartSource, answer: unknown): AtsNote | null {
  const note = objectOf(answer);
  return note && listOf(note["fields"]).length > 0 && idOf(note["id"]) !== null
    ? toNote(source, note as unknown as NoteWire)
    : null;
}

/** Looks for a note that may have been made at `sentAt` or after it, by its text. `scope` reads past every cache. */
export async function findNote(
  { lever }: ConnectionScope,
  opportunity: string,
  { text, secret }: SentNote,
  sentAt: number,
): Promise<string | null> {
  const { value } = await lever.all(noteList, { opportunity });
  const matches = value.filter(
    (wire) =>
      (millisOf(wire.createdAt) ?? 0) >= sentAt - CLOCK_SKEW_MS &&
      textOf(objectOf(listOf(wire.fields)[0])?.["value"]) === text &&
      wire.secret === secret &&
      millisOf(wire.deletedAt) === null,
  );
  return idOf(matches[0]?.id);
}

/** A note as it is in Lever now; null where it is not there. @throws LeverError */
export async function readNote(context: GraphContext, source: PartSource, note: string): Promise<NoteWire | null> {
  const fresh = await context.connections.openFresh(source.connectionId);
  const single = await fresh?.lever.one(singleNote, { opportunity: source.opportunityId, note });
  return single?.value ?? null;
}
