import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import { idOf, objectOf, required, textOf } from "../../lever/reading.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import { jsonBody, type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import { NEW_ID } from "../../writes/planned-request.js";
import { sendApplication, uploadFile } from "./apply-to-posting.lever.js";
import { type UploadAnswer, uploadsIn, withAddresses } from "./upload-answer.js";

/** An application that is to be sent: Lever gets its files first, and then their addresses in it. */
export interface PlannedApplication {
  /** Lever's id. */
  readonly posting: string;
  /** With UploadAnswers in the place of files. */
  readonly body: object;
  readonly sendsConfirmation: boolean;
  /** Each once, in the order of the answers. */
  readonly uploads: readonly ReadyUpload[];
}

/** The files that answers name: those that are here, and the answers that name others. */
export async function filesOf(
  { services, caller }: GraphContext,
  connectionId: string,
  body: object,
): Promise<{ readonly uploads: readonly ReadyUpload[]; readonly missing: readonly UploadAnswer[] }> {
  const owner = { accountId: caller.accountId, connectionId };
  const uploads = new Map<string, ReadyUpload>();
  const missing: UploadAnswer[] = [];
  for (const answer of uploadsIn(body)) {
    const upload = uploads.get(answer.uploadId) ?? (await services.uploads.ready(owner, answer.uploadId));
    if (upload) uploads.set(answer.uploadId, upload);
    else missing.push(answer);
  }
  return { uploads: [...uploads.values()], missing };
}

/** What would be sent, in order. */
export function plannedWrites(application: PlannedApplication): readonly LeverWrite[] {
  return [...application.uploads.map(uploadWrite), applicationWrite(application, () => NEW_ID)];
}

/**
 * Sends an application; answers with its id.
 * @throws LeverError; where a file could not be sent it says that nothing was done, for no application went out
 */
export async function sendPlanned({ lever }: ConnectionScope, application: PlannedApplication): Promise<string> {
  const addresses = new Map<string, string>();
  for (const upload of application.uploads) addresses.set(upload.id, await addressOf(lever, upload));
  const write = applicationWrite(application, (uploadId) => addresses.get(uploadId) ?? NEW_ID);
  const answer = objectOf(await sendWrite(lever, write));
  return required(idOf(answer?.["applicationId"]), "data.applicationId", sendApplication, lever.connectionId);
}

async function addressOf(lever: ConnectionScope["lever"], upload: ReadyUpload): Promise<string> {
  try {
    const answer = objectOf(await sendWrite(lever, uploadWrite(upload)));
    return required(textOf(answer?.["uri"]), "data.uri", uploadFile, lever.connectionId);
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    // A file without an application is nothing: Lever forgets it after a day.
    throw new LeverError(error.code, error.call, { ...error.details, acted: "no" }, { cause: error });
  }
}

function uploadWrite({ filename, contentType, bytes }: ReadyUpload): LeverWrite {
  const files = [{ field: "file", filename, contentType, bytes }];
  return { endpoint: uploadFile, parameters: {}, query: {}, body: { kind: "multipart", fields: [], files } };
}

/** Without `send_confirmation_email` Lever mails nothing. Lever docs, "Postings > Apply to a posting". */
function applicationWrite(
  { posting, body, sendsConfirmation }: PlannedApplication,
  address: (uploadId: string) => string,
): LeverWrite {
  return {
    endpoint: sendApplication,
    parameters: { posting },
    query: { send_confirmation_email: sendsConfirmation || undefined },
    body: jsonBody(withAddresses(body, address)),
  };
}
