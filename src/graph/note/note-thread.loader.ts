import type { GraphContext } from "../../context/graph-context.js";
import { booleanOf, idOf, listOf, millisOf, objectOf, textOf } from "../../lever/reading.js";
import type { NoteWire } from "./note.wire.js";

/** Not deleted, and not hidden from the caller. */
export function isThere({ caller }: GraphContext, wire: NoteWire): boolean {
  return millisOf(wire.deletedAt) === null && (booleanOf(wire.secret) === false || caller.roles.has("confidential"));
}

/** Lever replaces the whole thread: what is left out is lost. Lever docs, "Notes > Update a note". */
export function threadWith(wire: NoteWire, text: string): readonly object[] {
  return listOf(wire.fields).map((field, place) => {
    const { value, createdAt, user, score } = objectOf(field) ?? {};
    const author = idOf(user);
    return {
      value: place === 0 ? text : value,
      createdAt,
      ...(author === null ? {} : { user: author }),
      secret: wire.secret,
      ...(score == null ? {} : { score }),
    };
  });
}

/** Whether a note says that. */
export function says(wire: NoteWire, text: string): boolean {
  return textOf(objectOf(listOf(wire.fields)[0])?.["value"]) === text;
}
