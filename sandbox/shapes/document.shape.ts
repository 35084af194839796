import type { FileRecord, ResumeRecord } from "../records/document.record.js";

/** A link into Lever's own pages, which no API key opens. */
function pageLink(opportunity: string, kind: "files" | "resumes", id: string): string {
  return `https://hire.lever.co/candidates/${opportunity}/${kind}/${id}/download`;
}

/** A file as Lever sends it: without its opportunity. Lever docs, "Files > File attributes". */
export function fileShape({ id, opportunityId, name, ext, content: _, ...others }: FileRecord): object {
  return { id, name, ext, downloadUrl: pageLink(opportunityId, "files", id), ...others };
}

/** A resume as Lever sends it. Lever docs, "Resumes > Resume attributes". */
export function resumeShape({ id, opportunityId, createdAt, file, ...others }: ResumeRecord): object {
  return { id, createdAt, file: file === null ? null : resumeFileShape(file, opportunityId, id), ...others };
}

function resumeFileShape(
  { name, ext, content: _, ...others }: NonNullable<ResumeRecord["file"]>,
  opportunity: string,
  id: string,
) {
  return { name, ext, downloadUrl: pageLink(opportunity, "resumes", id), ...others };
}
