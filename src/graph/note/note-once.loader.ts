import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { jsonBody, type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import type { Steps } from "../../writes/steps.js";
import { createNote } from "./note-write.lever.js";
import { createdNoteId, findNote, type SentNote } from "./note-writes.loader.js";

/** A note that is to be written. */
export interface NewNote extends SentNote {
  readonly notifyFollowers: boolean;
}

/** On what, and on whose behalf: Lever's ids. */
export interface NotePlace {
  readonly opportunityId: string;
  readonly performerId: string;
}

/** The request that writes a note. Lever docs, "Notes > Create a note". */
export function noteWrite(
  { text, secret, notifyFollowers }: NewNote,
  { opportunityId, performerId }: NotePlace,
): LeverWrite {
  return {
    endpoint: createNote,
    parameters: { opportunity: opportunityId },
    query: { perform_as: performerId },
    body: jsonBody({ value: text, secret, notifyFollowers }),
  };
}

/**
 * Writes a note once, as the step "note"; answers with Lever's id of it. `onAnswer` gets Lever's answer where this call
 * sent it.
 * @throws LeverError, WriteOutcomeUnknown as `Steps.run`
 */
export function noteOnce(
  context: GraphContext,
  scope: ConnectionScope,
  steps: Steps,
  note: NewNote,
  place: NotePlace,
  onAnswer: (answer: unknown) => void = () => undefined,
): Promise<string> {
  return steps.run("note", {
    send: async () => {
      const answer = await sendWrite(scope.lever, noteWrite(note, place));
      onAnswer(answer);
      return createdNoteId(scope, answer);
    },
    find: async (sentAt) => {
      const fresh = await context.connections.openFresh(scope.lever.connectionId);
      return fresh && findNote(fresh, place.opportunityId, note, sentAt);
    },
  });
}
