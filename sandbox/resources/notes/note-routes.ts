import type { NoteRecord, OpportunityRecord } from "../../data.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../../routing/page.js";
import { once, text } from "../../routing/query-parameter.js";
import { notFound } from "../../routing/refusal.js";
import { defineRoute, defineTwins, type IncomingCall, objectAnswer, type Route } from "../../routing/route.js";
import { select, selectionParameters } from "../../routing/selection.js";
import { NOTE_EXPANDERS, noteShape } from "../../shapes/note.shape.js";
import { opportunityOf } from "../find.js";
import { PERFORM_AS_PARAMETER, performerOf } from "../perform-as.js";
import { touch } from "../touch.js";
import { commentOf, readComment, readNote, readReplacement } from "./note-body.js";

/** Lever docs, "Notes". */
export const noteRoutes: readonly Route[] = [
  ...defineTwins({
    method: "GET",
    template: "/opportunities/:opportunity/notes",
    query: { ...PAGE_PARAMETERS, ...selectionParameters(NOTE_EXPANDERS) },
    answer(call) {
      const { id } = opportunityOf(call);
      const rows = [...call.account.data.notes.values()].filter((note) => note.opportunityId === id);
      return pageAnswer(
        call,
        newestFirst(rows, (note) => select(noteShape(note), call.query, call, NOTE_EXPANDERS)),
      );
    },
  }),
  ...defineTwins({
    method: "GET",
    template: "/opportunities/:opportunity/notes/:note",
    query: selectionParameters(NOTE_EXPANDERS),
    answer(call) {
      const note = noteOf(opportunityOf(call), call.parameters.note, call);
      return objectAnswer(select(noteShape(note), call.query, call, NOTE_EXPANDERS));
    },
  }),
  ...defineTwins({
    method: "POST",
    template: "/opportunities/:opportunity/notes",
    query: { ...PERFORM_AS_PARAMETER, note_id: once(text) },
    answer(call) {
      const opportunity = opportunityOf(call);
      const user = performerOf(call);
      const { note_id: thread } = call.query;
      const note =
        thread === undefined ? addNote(opportunity, user, call) : addComment(opportunity, thread, user, call);
      touch(opportunity, call.account);
      return objectAnswer({ noteId: note.id, ...noteShape(note) }, 201);
    },
  }),
  defineRoute({
    method: "PUT",
    template: "/opportunities/:opportunity/notes/:note",
    query: {},
    answer(call) {
      const opportunity = opportunityOf(call);
      const note = noteOf(opportunity, call.parameters.note, call);
      const values = readReplacement(call);
      note.fields = values.map((value) => commentOf(value, opportunity.stage, note.user, call));
      note.secret = values[0].secret ?? false;
      touch(opportunity, call.account);
      return objectAnswer({ noteId: note.id });
    },
  }),
  defineRoute({
    method: "DELETE",
    template: "/opportunities/:opportunity/notes/:note",
    query: {},
    answer(call) {
      call.account.data.notes.delete(noteOf(opportunityOf(call), call.parameters.note, call).id);
      return { kind: "empty", status: 204 };
    },
  }),
];

function noteOf(opportunity: OpportunityRecord, id = "", { account }: IncomingCall): NoteRecord {
  const note = account.data.notes.get(id);
  if (note?.opportunityId !== opportunity.id) throw notFound("notes", id);
  return note;
}

function addNote(opportunity: OpportunityRecord, user: string | null, call: IncomingCall): NoteRecord {
  const written = readNote(call);
  const comment = commentOf(written, opportunity.stage, user, call);
  const note: NoteRecord = {
    id: call.account.newId(),
    opportunityId: opportunity.id,
    text: "Note",
    fields: [comment],
    user,
    secret: written.secret ?? false,
    createdAt: comment.createdAt,
    completedAt: comment.createdAt,
    deletedAt: null,
  };
  call.account.data.notes.set(note.id, note);
  return note;
}

/** A comment to a note: only its text and its time are taken. */
function addComment(opportunity: OpportunityRecord, id: string, user: string | null, call: IncomingCall): NoteRecord {
  const note = noteOf(opportunity, id, call);
  note.fields = [...note.fields, commentOf(readComment(call), opportunity.stage, user, call)];
  return note;
}
