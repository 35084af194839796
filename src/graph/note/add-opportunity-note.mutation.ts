import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { externalReference } from "../entity-reference.js";
import { audited, auditOnly } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { checkIdempotencyKey, writeOnce } from "../opportunity-write/write-once.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { type NotePayload, notePayload } from "./note-payload.js";
import { noteOnce, noteWrite } from "./note-once.loader.js";
import { noteInAnswer, readNote } from "./note-writes.loader.js";
import { toNote } from "./note.loader.js";
import type { AtsNote } from "./note.js";
import { checkNoteText } from "./note-text.js";
import { visibleNotes } from "./visible-notes.js";

const AddOpportunityNotePayload = notePayload("AddOpportunityNotePayload");

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
      if (!scope || !row) return refused(input, userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
      return await add({ context, info, input, scope, row });
    } catch (failure) {
      return refused(input, userErrorFrom(failure));
    }
  }
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
  if (!performer) return notWritten(adding, null, userError("PERFORM_AS_UNKNOWN"));
  const { text, secret, notifyFollowers, idempotencyKey, opportunityId } = input;
  const place = { opportunityId: row.externalId, performerId: performer.externalId };
  if (input.dryRun) {
    return { note: null, opportunity: row, plannedRequests: [plannedRequest(noteWrite(input, place))], userErrors: [] };
  }
  let answer: unknown = null;
  const onAnswer = (given: unknown): void => void (answer = given);
  const outcome = await writeOnce(context, {
    mutation: "addOpportunityNote",
    connectionId: row.connectionId,
    idempotencyKey,
    input: { opportunityId, text, secret, notifyFollowers },
    about: row.externalId,
    perform: (steps) =>
      audited(context, auditOf(row, performer.externalId), async () => ({
        noteId: await noteOnce(context, scope, steps, input, place, onAnswer),
      })),
  });
  if ("userErrors" in outcome) return notWritten(adding, performer.externalId, ...outcome.userErrors);
  const note = await noteAfterwards(context, row, outcome.result.noteId, answer).catch(toError);
  return { note, opportunity: await opportunityAfterWrite(context, info, row), plannedRequests: null, userErrors: [] };
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
  // Somebody may have deleted it since.
  const wire = known ? null : await unlessMissing(readNote(context, source, noteId));
  const note = known ?? (wire && toNote(source, wire));
  const [visible] = visibleNotes(context, note?.deletedAt === null ? [note] : []) ?? [];
  return visible ? { ...visible, editable: true } : null;
}

function auditOf(row: Opportunity, performedAsId: string | null) {
  const { connectionId, externalId } = row;
  return { connectionId, action: "addOpportunityNote", opportunityId: externalId, performedAsId };
}

async function notWritten(
  { context, input, row }: Adding,
  performedAsId: string | null,
  ...userErrors: readonly AtsUserError[]
): Promise<NotePayload> {
  if (!input.dryRun) await auditOnly(context, auditOf(row, performedAsId), "REFUSED");
  return refused(input, ...userErrors);
}

function refused(
  { dryRun }: Pick<AddOpportunityNoteInput, "dryRun">,
  ...userErrors: readonly AtsUserError[]
): NotePayload {
  return { note: null, opportunity: null, plannedRequests: dryRun ? [] : null, userErrors };
}
