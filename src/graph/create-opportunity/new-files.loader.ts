import type { GraphContext } from "../../context/graph-context.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import type { NewFiles } from "./create-body.js";
import type { NewOpportunity } from "./new-opportunity.js";

/** No files go along. */
export const NO_FILES: NewFiles = { resume: null, files: [] };

/** The uploads that go along with a new opportunity; null where one is unknown, not complete, or gone. */
export async function newFiles(
  { services, caller }: GraphContext,
  connectionId: string,
  { resumeUploadId, fileUploadIds }: NewOpportunity,
): Promise<NewFiles | null> {
  const owner = { accountId: caller.accountId, connectionId };
  const [resume, ...files] = await Promise.all([
    resumeUploadId === undefined ? null : services.uploads.ready(owner, resumeUploadId),
    ...fileUploadIds.map((id) => services.uploads.ready(owner, id)),
  ]);
  const isComplete = (resumeUploadId === undefined || resume) && files.every((file) => file !== null);
  return isComplete ? { resume: resume ?? null, files: files.filter((file): file is ReadyUpload => file !== null) } : null;
}
