import { UploadGone } from "../../store/store-errors.js";
import type { LeverWrite } from "../../writes/lever-write.js";
import type { Steps } from "../../writes/steps.js";
import { readyUpload } from "../upload/ready-upload.loader.js";
import { uploadFileOnce, uploadWrite } from "../upload/upload-file.loader.js";
import type { ExportRun } from "./export-run.js";

/** What would make the export's uploads files of an opportunity that is there, the resume first. @throws UploadGone */
export async function fileWrites(
  { context, profile, performerId }: ExportRun,
  opportunityId: string,
): Promise<readonly LeverWrite[]> {
  const { connectionId, resumeUploadId, fileUploadIds } = profile;
  const ids = [...(resumeUploadId === null ? [] : [resumeUploadId]), ...fileUploadIds];
  return Promise.all(
    ids.map(async (uploadId) => {
      const upload = await readyUpload(context, connectionId, uploadId);
      if (!upload) throw new UploadGone();
      return uploadWrite({ opportunityId, performerId }, upload);
    }),
  );
}

/** Makes one upload a file of the opportunity, once. */
export function fileOnce(
  { context, scope, performerId }: ExportRun,
  steps: Steps,
  opportunityId: string,
  uploadId: string,
): Promise<string> {
  return uploadFileOnce(context, scope, steps, { step: `file ${uploadId}`, opportunityId, performerId, uploadId });
}
