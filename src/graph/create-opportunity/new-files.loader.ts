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
  const ready = (id: string): Promise<ReadyUpload | null> => readyUpload(context, connectionId, id);
  const [resume, files] = await Promise.all([
    resumeUploadId === undefined ? null : ready(resumeUploadId),
    Promise.all(fileUploadIds.map(ready)),
  ]);
  if (resumeUploadId !== undefined && !resume) return null;
  const known = files.filter((file) => file !== null);
  return known.length === files.length ? { resume, files: known } : null;
}
