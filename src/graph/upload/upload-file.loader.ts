import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { idOf, millisOf, numberOf, objectOf, required, textOf } from "../../lever/reading.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { UploadGone } from "../../store/store-errors.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import { type LeverWrite, sendWrite } from "../../writes/lever-write.js";
import type { Steps } from "../../writes/steps.js";
import { fileList, singleFile } from "../file/file.lever.js";
import { type FileOwner, toFile } from "../file/file.mapper.js";
import type { AtsFile } from "../file/file.js";
import type { FileWire } from "../file/file.wire.js";
import { readyUpload } from "./ready-upload.loader.js";
import { uploadFile } from "./upload-file.lever.js";

/** Lever's clock and ours are not the same. */
const CLOCK_SKEW_MS = 5_000;

/** Which upload is to become a file of which opportunity. */
export interface FileToUpload {
  /** The step's name, in the record of what was done. */
  readonly step: string;
  /** Lever's id. */
  readonly opportunityId: string;
  /** Lever's id of the user on whose behalf it is done. */
  readonly performerId: string;
  readonly uploadId: string;
}

/** The request that makes an upload a file of an opportunity. Lever docs, "Files > Upload a single file". */
export function uploadWrite(
  { opportunityId, performerId }: Pick<FileToUpload, "opportunityId" | "performerId">,
  { filename, contentType, bytes }: ReadyUpload,
): LeverWrite {
  return {
    endpoint: uploadFile,
    parameters: { opportunity: opportunityId },
    query: { perform_as: performerId },
    body: { kind: "multipart", fields: [], files: [{ field: "file", filename, contentType, bytes }] },
  };
}

/**
 * Makes an upload a file of an opportunity, once, as a step of a write that is done once; answers with Lever's id of the
 * file. `onAnswer` is given what Lever says of it, where it was sent now.
 * @throws LeverError, WriteOutcomeUnknown as `Steps.run`; UploadGone
 */
export async function uploadFileOnce(
  context: GraphContext,
  scope: ConnectionScope,
  steps: Steps,
  file: FileToUpload,
  onAnswer: (answer: unknown) => void = () => undefined,
): Promise<string> {
  const { connectionId } = scope.lever;
  const known = steps.progress.steps[file.step];
  if (known?.state === "DONE") return known.result as string;
  const upload = await readyUpload(context, connectionId, file.uploadId);
  if (!upload) throw new UploadGone();
  return steps.run<string>(file.step, {
    send: async () => {
      const answer = await sendWrite(scope.lever, uploadWrite(file, upload));
      onAnswer(answer);
      return required(idOf(objectOf(answer)?.["id"]), "data.id", uploadFile, connectionId);
    },
    find: async (sentAt) => {
      const fresh = await context.connections.openFresh(connectionId);
      return fresh && findUploaded(fresh, file.opportunityId, upload, sentAt);
    },
  });
}

/** Looks for a file that may have come at `sentAt` or after it. `fresh` reads past every cache. */
async function findUploaded(
  { lever }: ConnectionScope,
  opportunity: string,
  { filename, size }: ReadyUpload,
  sentAt: number,
): Promise<string | null> {
  const { value } = await lever.all(fileList, { opportunity });
  const found = value.find(
    (wire) =>
      textOf(wire.name) === filename &&
      (numberOf(wire.size) ?? size) === size &&
      (millisOf(wire.uploadedAt) ?? sentAt) >= sentAt - CLOCK_SKEW_MS,
  );
  return idOf(found?.id);
}

/** The file, where Lever's answer to its upload holds it; null where it has to be read. */
export function fileInAnswer(owner: FileOwner, answer: unknown): AtsFile | null {
  const wire = objectOf(answer);
  return wire && idOf(wire["id"]) !== null && textOf(wire["name"]) !== null
    ? toFile(owner, wire as unknown as FileWire)
    : null;
}

/** A file as it is in Lever now; null where it is not there any more. @throws LeverError */
export async function readFile(context: GraphContext, owner: FileOwner, file: string): Promise<AtsFile | null> {
  const fresh = await context.connections.openFresh(owner.connectionId);
  if (!fresh) return null;
  const single = await unlessMissing(fresh.lever.one(singleFile, { opportunity: owner.opportunityId, file }));
  return single && toFile(owner, single.value);
}
