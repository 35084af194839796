import { entityId } from "../../ids/entity-id.js";
import { booleanOf, idOf, listOf, millisOf, numberOf, objectOf, required, textOf } from "../../lever/reading.js";
import { definePartLoader, type PartSource } from "../opportunity-part.loader.js";
import { noteList } from "./note.lever.js";
import type { AtsNote, AtsNoteComment } from "./note.js";
import type { NoteWire } from "./note.wire.js";

/** An opportunity's notes, secret ones too: whoever shows them has to leave those out that the caller may not see. */
export const notesByOpportunity = definePartLoader<NoteWire, AtsNote>({
  name: "notesByOpportunity",
  endpoint: noteList,
  users: ["user"],
  toPart: (source, wire) => (millisOf(wire.deletedAt) === null ? toNote(source, wire) : null),
});

/** The border: what Lever sends, as the graph has it. The first of a thread's texts is the note, the others reply. */
export function toNote({ connectionId, opportunityId }: PartSource, wire: NoteWire): AtsNote {
  const [own = NO_TEXT, ...replies] = thread(connectionId, wire.fields);
  return {
    id: entityId(connectionId, opportunityId, required(idOf(wire.id), "id", noteList, connectionId)),
    text: own.text,
    // What is not plainly open is treated as secret.
    secret: booleanOf(wire.secret) ?? true,
    score: own.score,
    comments: replies,
    editable: null,
    createdAt: millisOf(wire.createdAt),
    completedAt: millisOf(wire.completedAt),
    deletedAt: millisOf(wire.deletedAt),
    connectionId,
    authorExternalId: idOf(wire.user) ?? own.authorExternalId,
  };
}

/** A note whose thread Lever left out. */
const NO_TEXT = { text: "", score: null, authorExternalId: null };

function thread(connectionId: string, fields: unknown): readonly AtsNoteComment[] {
  const texts = listOf(fields).flatMap((field): AtsNoteComment[] => {
    const wire = objectOf(field);
    if (!wire) return [];
    const score = numberOf(wire["score"]);
    return [
      {
        text: textOf(wire["value"]) ?? "",
        score: Number.isInteger(score) ? score : null,
        createdAt: millisOf(wire["createdAt"]),
        connectionId,
        authorExternalId: idOf(wire["user"]),
      },
    ];
  });
  const [own, ...replies] = texts;
  // Lever docs, "Notes": the first entry is the note itself. The order of the others is not documented.
  return own ? [own, ...replies.sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))] : [];
}
