import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import { MAX_UPLOAD_BYTES } from "../../uploads/upload-limits.js";
import { type AtsUserError, type AtsUserErrorCode, userError } from "../../user-errors/user-error.js";
import { userById } from "../ats-user/ats-user.loader.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { externalReference } from "../entity-reference.js";
import { postingById } from "../posting/posting.loader.js";
import { stageById } from "../stage/stage.loader.js";
import { readyUpload } from "../upload/ready-upload.loader.js";
import type { CreateAtsOpportunityInput } from "./create-opportunity-input.js";

/** States in which a posting takes nobody any more. Lever docs, "Postings": `state`. */
const CLOSED_STATES: ReadonlySet<string | null> = new Set(["CLOSED", "REJECTED"]);

/** What an input refers to. */
export type ReferencesInput = Pick<
  CreateAtsOpportunityInput,
  "connectionId" | "stageId" | "postingId" | "ownerId" | "candidateId" | "resumeUploadId" | "fileUploadIds"
>;

/** Null: nothing is wrong with it. */
type Check = (scope: ConnectionScope, externalId: string) => Promise<AtsUserErrorCode | null>;

interface Reference {
  readonly field: "stageId" | "postingId" | "ownerId" | "candidateId";
  /** Of an id of another connection, which names nothing in this one. */
  readonly unknown: AtsUserErrorCode;
  readonly check: Check;
}

const REFERENCES: readonly Reference[] = [
  {
    field: "stageId",
    unknown: "STAGE_UNKNOWN",
    check: async ({ load }, id) => ((await load(stageById, id)) ? null : "STAGE_UNKNOWN"),
  },
  { field: "postingId", unknown: "NOT_FOUND", check: checkPosting },
  { field: "ownerId", unknown: "NOT_FOUND", check: checkOwner },
  {
    field: "candidateId",
    unknown: "NOT_FOUND",
    check: async ({ load }, contactId) =>
      (await load(candidateByContact, { contactId, expand: [] })) ? null : "NOT_FOUND",
  },
];

async function checkPosting({ load }: ConnectionScope, id: string): Promise<AtsUserErrorCode | null> {
  const posting = await load(postingById, id);
  if (!posting) return "NOT_FOUND";
  return CLOSED_STATES.has(posting.state) ? "POSTING_CLOSED" : null;
}

async function checkOwner({ load }: ConnectionScope, id: string): Promise<AtsUserErrorCode | null> {
  const user = await load(userById, id);
  return user?.deactivatedAt === null ? null : "NOT_FOUND";
}

/**
 * What is wrong with what an input refers to, each at its path; empty where nothing is.
 * @throws LeverError
 */
export async function referenceErrors(
  context: GraphContext,
  scope: ConnectionScope,
  input: ReferencesInput,
): Promise<readonly AtsUserError[]> {
  const [references, uploads] = await Promise.all([
    Promise.all(REFERENCES.map((reference) => errorOf(scope, input, reference))),
    uploadErrors(context, input),
  ]);
  return [...references.flat(), ...uploads];
}

async function errorOf(
  scope: ConnectionScope,
  input: ReferencesInput,
  { field, unknown, check }: Reference,
): Promise<readonly AtsUserError[]> {
  const id = input[field];
  if (id == null) return [];
  const { connectionId, externalId } = externalReference(id, `input.${field}`);
  const code = connectionId === input.connectionId ? await check(scope, externalId) : unknown;
  return code ? [userError(code, { path: ["input", field] })] : [];
}

async function uploadErrors(
  context: GraphContext,
  { connectionId, resumeUploadId, fileUploadIds }: ReferencesInput,
): Promise<readonly AtsUserError[]> {
  const given = [
    ...(resumeUploadId == null ? [] : [{ id: resumeUploadId, path: ["input", "resumeUploadId"] }]),
    ...(fileUploadIds ?? []).map((id, place) => ({ id, path: ["input", "fileUploadIds", String(place)] })),
  ];
  const uploads = await Promise.all(given.map(({ id }) => readyUpload(context, connectionId, id)));
  const unknown = given.filter((_, place) => !uploads[place]).map(({ path }) => userError("UPLOAD_UNKNOWN", { path }));
  return [...unknown, ...(areTooLarge(uploads) ? [tooLarge()] : [])];
}

/** They go in one request. Lever docs, "Upload a single file": up to 30 MB. */
function areTooLarge(uploads: readonly (ReadyUpload | null)[]): boolean {
  return uploads.reduce((bytes, upload) => bytes + (upload?.size ?? 0), 0) > MAX_UPLOAD_BYTES;
}

function tooLarge(): AtsUserError {
  const message = "Together the files are larger than 30 MiB: add some with uploadOpportunityFile afterwards.";
  return userError("UPLOAD_TOO_LARGE", { path: ["input", "fileUploadIds"], message });
}
