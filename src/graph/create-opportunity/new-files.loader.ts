import type { GraphContext } from "../../context/graph-context.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import { readyUpload } from "../upload/ready-upload.loader.js";
import type { NewFiles } from "./create-body.js";
import type { NewOpportunity } from "./new-opportunity.js";

/** No files go along. */
export const NO_FILES: NewFiles = { resume: null, files: [] };

/** The uploads that go along with a new opportunity; null where one is unknown, not complete, or gone. */
export async function newFiles(
  context: GraphContext,
  connectionId: string,
  { resumeUploadId, fileUploadIds }: NewOpportunity,
): Promise<NewFiles | null> {
  const [resume, ...files] = await Promise.all([
    resumeUploadId === undefined ? null : readyUpload(context, connectionId, resumeUploadId),
    ...fileUploadIds.map((id) => readyUpload(context, connectionId, id)),
  ]);
  const isComplete = (resumeUploadId === undefined || resume) && files.every((file) => file !== null);
  return isComplete
    ? { resume: resume ?? null, files: files.filter((file): file is ReadyUpload => file !== null) }
    : null;
}
