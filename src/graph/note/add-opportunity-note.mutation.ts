import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody, type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { externalReference } from "../entity-reference.js";
import { audited } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { checkIdempotencyKey, writeOnce } from "../opportunity-write/write-once.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { createNote } from "./note-write.lever.js";
import { type NotePayload, notePayload } from "./note-payload.js";
import { createdNoteId, findNote, noteInAnswer, readNote } from "./note-writes.loader.js";
import { toNote } from "./note.loader.js";
import type { AtsNote } from "./note.js";
import { visibleNotes } from "./visible-notes.js";

const AddOpportunityNotePayload = notePayload("AddOpportunityNotePayload");

/** Longer than anybody writes by hand, characters. */
export const MAX_NOTE_LENGTH = 50_000;

@InputType({ description: "A note to write." })
export class AddOpportunityNoteInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => String, { description: "What is written. @username of Lever's mentions and notifies somebody." })
  text!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Only for people with access to sensitive information." })
  secret!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Lever notifies whoever follows the candidacy." })
  notifyFollowers!: boolean;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result and writes nothing again.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class AddOpportunityNote {
  @RequiresRole("recruiter")
  @Mutation(() => AddOpportunityNotePayload, {
    nullable: true,
    description: "Writes a note on a candidacy, once for each idempotency key. Needs the role recruiter.",
  })
  async addOpportunityNote(
    @Arg("input", () => AddOpportunityNoteInput, { description: "The note." }) input: AddOpportunityNoteInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NotePayload> {
    const reference = externalReference(input.opportunityId, "input.opportunityId");
    checkNoteText(input.text);
    checkIdempotencyKey(input.idempotencyKey);
    try {
      const scope = await context.connections.open(reference.connectionId);
      const row = await scope?.load(opportunityById, { externalId: reference.externalId, expand: [] });
      if (!scope || !row) return refused(userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
      return await add({ context, info, input, scope, row });
    } catch (failure) {
      return refused(userErrorFrom(failure));
    }
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
export function checkNoteText(text: string): void {
  if (text.trim() === "") throw badUserInput("input.text", "is empty");
  if (text.length > MAX_NOTE_LENGTH) throw badUserInput("input.text", `give at most ${MAX_NOTE_LENGTH} characters`);
}

interface Adding {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: AddOpportunityNoteInput;
  readonly scope: ConnectionScope;
  readonly row: Opportunity;
}

async function add(adding: Adding): Promise<NotePayload> {
  const { context, info, input, scope, row } = adding;
  const performer = await performerFor(scope, context.caller.email);
  if (!performer) return refused(userError("PERFORM_AS_UNKNOWN"));
  const { text, secret, notifyFollowers, idempotencyKey, opportunityId } = input;
  const write: LeverWrite = {
    endpoint: createNote,
    parameters: { opportunity: row.externalId },
    query: { perform_as: performer.externalId },
    body: jsonBody({ value: text, secret, notifyFollowers }),
  };
  if (input.dryRun) return { note: null, opportunity: row, plannedRequests: [plannedRequest(write)], userErrors: [] };
  let answer: unknown = null;
  const send = async (): Promise<string> => {
    answer = await sendWrite(scope.lever, write);
    return createdNoteId(scope, answer);
  };
  const outcome = await writeOnce(context, {
    mutation: "addOpportunityNote",
    connectionId: row.connectionId,
    idempotencyKey,
    input: { opportunityId, text, secret, notifyFollowers },
    perform: (steps) =>
      audited(context, auditOf(row, performer.externalId), async () => ({
        noteId: await steps.run("note", { send, find: (sentAt) => find(adding, sentAt) }),
      })),
  });
  if ("userErrors" in outcome) return refused(...outcome.userErrors);
  const note = await noteAfterwards(context, row, outcome.result.noteId, answer).catch(toError);
  return { note, opportunity: await opportunityAfterWrite(context, info, row), plannedRequests: null, userErrors: [] };
}

async function find({ context, input, row }: Adding, sentAt: number): Promise<string | null> {
  const fresh = await context.connections.openFresh(row.connectionId);
  return fresh && findNote(fresh, row.externalId, input, sentAt);
}

/** From Lever's answer where it holds the note, else read. Its author may be somebody who may not see secret ones. */
async function noteAfterwards(
  context: GraphContext,
  { connectionId, externalId }: Opportunity,
  noteId: string,
  answer: unknown,
): Promise<AtsNote | null> {
  const source = { connectionId, opportunityId: externalId, fetchedAt: context.clock.epochMs() };
  const known = noteInAnswer(source, answer);
  const wire = known ? null : await readNote(context, source, noteId);
  const note = known ?? (wire && toNote(source, wire));
  const [visible] = visibleNotes(context, note ? [note] : []) ?? [];
  return visible ? { ...visible, editable: true } : null;
}

function auditOf(row: Opportunity, performedAsId: string) {
  const { connectionId, externalId } = row;
  return { connectionId, action: "addOpportunityNote", opportunityId: externalId, performedAsId };
}

function refused(...userErrors: readonly AtsUserError[]): NotePayload {
  return { note: null, opportunity: null, plannedRequests: null, userErrors };
}
