import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { idOf, objectOf, required } from "../../lever/reading.js";
import { UploadGone } from "../../store/store-errors.js";
import { type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import { NEW_ID } from "../../writes/planned-request.js";
import type { Steps } from "../../writes/steps.js";
import { createBody, type NewFiles } from "./create-body.js";
import { createOpportunity } from "./create-opportunity.lever.js";
import { findCreated } from "./find-created.loader.js";
import { newFiles, NO_FILES } from "./new-files.loader.js";
import type { CreatedOpportunity, NewOpportunity } from "./new-opportunity.js";
import { hasPhones, phonesWrite, writesPhonesAfterwards } from "./new-phones.loader.js";

/** The names of the steps, in the record of what was done. */
export const CREATE_STEP = "create";
const PHONES_STEP = "phones";

/**
 * What makes the opportunity, in order: the create request, and where numbers go along with files the contact's change.
 * @throws UploadGone; LeverError of reading the contact
 */
export async function planCreate(
  context: GraphContext,
  scope: ConnectionScope,
  performerId: string,
  fields: NewOpportunity,
): Promise<readonly LeverWrite[]> {
  const files = await newFiles(context, scope.lever.connectionId, fields);
  if (!files) throw new UploadGone();
  const create = createWrite(fields, files, performerId);
  if (!writesPhonesAfterwards(fields)) return [create];
  const phones = await phonesWrite(await freshScope(context, scope), fields, fields.contactExternalId ?? NEW_ID);
  return phones ? [create, phones] : [create];
}

/**
 * Makes the opportunity once, as the step "create" of a write that is done once; and writes the numbers where they go
 * after it. `onCreated` hears of the opportunity before that, so that it is known where the rest fails: with Lever's
 * answer, null where the opportunity was made before, or nothing is left to be read off it.
 * @throws LeverError, WriteOutcomeUnknown as `Steps.run`; UploadGone, and nothing was sent
 */
export async function createOnce(
  context: GraphContext,
  scope: ConnectionScope,
  steps: Steps,
  performerId: string,
  fields: NewOpportunity,
  onCreated: (created: CreatedOpportunity, answer: unknown) => void = () => undefined,
): Promise<CreatedOpportunity> {
  const known = steps.progress.steps[CREATE_STEP];
  const files = known?.state === "DONE" ? NO_FILES : await newFiles(context, scope.lever.connectionId, fields);
  // One that was sent may be there all the same.
  if (!files && !known) throw new UploadGone();
  let answer: unknown = null;
  const created = await steps.run<CreatedOpportunity>(CREATE_STEP, {
    send: async () => {
      if (!files) throw new UploadGone();
      answer = await sendWrite(scope.lever, createWrite(fields, files, performerId));
      return createdIn(scope, answer);
    },
    find: async (sentAt) => findCreated(await freshScope(context, scope), fields, sentAt),
  });
  onCreated(created, writesPhonesAfterwards(fields) ? null : answer);
  if (writesPhonesAfterwards(fields)) await writePhones(context, scope, steps, fields, created.contactId);
  return created;
}

async function writePhones(
  context: GraphContext,
  scope: ConnectionScope,
  steps: Steps,
  fields: NewOpportunity,
  contactId: string,
): Promise<void> {
  if (steps.progress.steps[PHONES_STEP]?.state === "DONE") return;
  const write = await phonesWrite(await freshScope(context, scope), fields, contactId);
  await steps.run<true>(PHONES_STEP, {
    send: async () => {
      if (write) await sendWrite(scope.lever, write);
      return true;
    },
    find: async () => ((await hasPhones(await freshScope(context, scope), fields, contactId)) ? true : null),
  });
}

function createWrite(fields: NewOpportunity, files: NewFiles, performerId: string): LeverWrite {
  const parse = fields.parseResume && fields.resumeUploadId !== undefined ? true : undefined;
  return {
    endpoint: createOpportunity,
    parameters: {},
    query: { perform_as: performerId, parse },
    body: createBody(fields, files),
  };
}

/** @throws LeverError BAD_RESPONSE */
function createdIn({ lever }: ConnectionScope, answer: unknown): CreatedOpportunity {
  const row = objectOf(answer);
  const need = (value: string | null, path: string): string =>
    required(value, path, createOpportunity, lever.connectionId);
  return { opportunityId: need(idOf(row?.["id"]), "data.id"), contactId: need(idOf(row?.["contact"]), "data.contact") };
}

/** Of the same connection, reading past every cache. */
async function freshScope(context: GraphContext, scope: ConnectionScope): Promise<ConnectionScope> {
  return (await context.connections.openFresh(scope.lever.connectionId)) ?? scope;
}
