import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { parseEntityId } from "../../ids/entity-id.js";
import { LeverError } from "../../lever/errors.js";
import { toError } from "../../loading/each.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody, type LeverWrite } from "../../writes/lever-write.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performSetWrite } from "../../writes/set-write.js";
import { externalReference } from "../entity-reference.js";
import type { PartSource } from "../opportunity-part.loader.js";
import { auditOnly, audited } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { replaceNote } from "./note-write.lever.js";
import { type NotePayload, notePayload } from "./note-payload.js";
import { checkNoteText } from "./note-text.js";
import { isThere, says, threadWith } from "./note-thread.loader.js";
import { readNote } from "./note-writes.loader.js";
import { toNote } from "./note.loader.js";

const UpdateOpportunityNotePayload = notePayload("UpdateOpportunityNotePayload");

@InputType({ description: "A note to change." })
export class UpdateOpportunityNoteInput {
  @Field(() => ID, { description: "The opportunity that it is on." })
  opportunityId!: string;

  @Field(() => ID, { description: "The note." })
  noteId!: string;

  @Field(() => String, { description: "What it is to say; replies stay as they are." })
  text!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class UpdateOpportunityNote {
  @RequiresRole("recruiter")
  @Mutation(() => UpdateOpportunityNotePayload, {
    nullable: true,
    description:
      "Changes the text of a note; Lever lets the API change only notes that the API made. Needs the role recruiter.",
  })
  async updateOpportunityNote(
    @Arg("input", () => UpdateOpportunityNoteInput, { description: "The change." }) input: UpdateOpportunityNoteInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NotePayload> {
    const reference = externalReference(input.opportunityId, "input.opportunityId");
    const noteId = noteIdOf(input, reference.externalId);
    checkNoteText(input.text);
    try {
      const scope = await context.connections.open(reference.connectionId);
      const row = await scope?.load(opportunityById, { externalId: reference.externalId, expand: [] });
      if (!scope || !row) return refused(input, userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
      return await update({ context, info, input, scope, row, noteId });
    } catch (failure) {
      return refused(input, userErrorFrom(failure));
    }
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function noteIdOf({ noteId, opportunityId }: UpdateOpportunityNoteInput, opportunity: string): string {
  const parts = parseEntityId(noteId, 2);
  const [owner, note] = parts?.externalIds ?? [];
  const isOwn = parts !== null && owner === opportunity && noteId.startsWith(`${opportunityId}.`);
  if (!isOwn || note === undefined) throw badUserInput("input.noteId", "not the id of a note of that opportunity");
  return note;
}

interface Updating {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: UpdateOpportunityNoteInput;
  readonly scope: ConnectionScope;
  readonly row: Opportunity;
  readonly noteId: string;
}

async function update(updating: Updating): Promise<NotePayload> {
  const { context, input, row, noteId } = updating;
  const source = sourceOf(updating);
  const wire = await unlessMissing(readNote(context, source, noteId));
  if (!wire || !isThere(context, wire)) return refused(input, userError("NOT_FOUND", { path: ["input", "noteId"] }));
  const write: LeverWrite = {
    endpoint: replaceNote,
    parameters: { opportunity: row.externalId, note: noteId },
    query: {},
    body: jsonBody({ values: threadWith(wire, input.text) }),
  };
  const isAsAsked = says(wire, input.text);
  if (input.dryRun) {
    const plannedRequests = isAsAsked ? [] : [plannedRequest(write)];
    return { note: toNote(source, wire), opportunity: row, plannedRequests, userErrors: [] };
  }
  if (isAsAsked) await auditOnly(context, auditOf(row), "NOTHING_TO_DO");
  const failed = isAsAsked ? null : await send(updating, write);
  return failed ? refused(input, failed) : done(updating);
}

async function send(updating: Updating, write: LeverWrite): Promise<AtsUserError | null> {
  const { context, input, scope, row, noteId } = updating;
  const isDone = async (): Promise<boolean> => {
    const now = await unlessMissing(readNote(context, sourceOf(updating), noteId));
    return now !== null && says(now, input.text);
  };
  try {
    await audited(context, auditOf(row), () => performSetWrite(scope.lever, { write, isDone }));
    return null;
  } catch (failure) {
    return isNotEditable(failure)
      ? userError("NOTE_NOT_EDITABLE", { path: ["input", "noteId"] })
      : userErrorFrom(failure);
  }
}

/** Lever's refusal of a note that somebody wrote in its pages. Lever docs, "Notes > Update a note". */
function isNotEditable(failure: unknown): boolean {
  return failure instanceof LeverError && failure.code === "REJECTED";
}

async function done({ context, info, row, noteId }: Updating): Promise<NotePayload> {
  const source = { connectionId: row.connectionId, opportunityId: row.externalId, fetchedAt: context.clock.epochMs() };
  const note = await readNote(context, source, noteId)
    .then((wire) => wire && { ...toNote(source, wire), editable: true })
    .catch(toError);
  return { note, opportunity: await opportunityAfterWrite(context, info, row), plannedRequests: null, userErrors: [] };
}

function sourceOf({ context, row }: Updating): PartSource {
  return { connectionId: row.connectionId, opportunityId: row.externalId, fetchedAt: context.clock.epochMs() };
}

/** Lever takes no perform_as here. Lever docs, "Notes > Update a note". */
function auditOf({ connectionId, externalId }: Opportunity) {
  return { connectionId, action: "updateOpportunityNote", opportunityId: externalId, performedAsId: null };
}

function refused(
  { dryRun }: Pick<UpdateOpportunityNoteInput, "dryRun">,
  ...userErrors: readonly AtsUserError[]
): NotePayload {
  return { note: null, opportunity: null, plannedRequests: dryRun ? [] : null, userErrors };
}
