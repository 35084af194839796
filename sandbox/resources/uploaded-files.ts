import type { FileRecord, ResumeFileRecord } from "../records/document.record.js";
import type { Account } from "../routing/account.js";
import type { FormFile } from "../routing/form-body.js";
import { badRequest, Refusal } from "../routing/refusal.js";

/** Lever docs, "Files": what is taken, up to 30 MB a request; the files are counted here, without the form around them. */
const EXTENSIONS: readonly string[] = ["docx", "doc", "js", "jpg", "png", "pdf", "txt"];
const MAX_BYTES = 30 * 2 ** 20;

/** Throws 400 for a file that Lever does not take, 413 where all of them are too large. The codes are not documented. */
export function demandTakeable(files: readonly FormFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > MAX_BYTES) throw new Refusal(413, "RequestTooLarge", "The request is larger than 30 MB");
  const other = files.find(({ filename }) => !EXTENSIONS.includes(extensionOf(filename)));
  if (other) throw badRequest(`Files of that type are not supported: ${EXTENSIONS.join(", ")}`, `/${other.field}`);
}

/** Keeps a file of an opportunity's. */
export function keepFile({ filename, bytes }: FormFile, opportunityId: string, account: Account): FileRecord {
  const row: FileRecord = {
    ...{ id: account.newId(), opportunityId, name: filename, ext: `.${extensionOf(filename)}` },
    ...{ uploadedAt: account.now(), status: "processed", size: bytes.length, content: bytes },
  };
  account.data.files.set(row.id, row);
  return row;
}

/** Keeps a resume of an opportunity's. */
export function keepResume({ filename, bytes }: FormFile, opportunityId: string, account: Account): void {
  const file: ResumeFileRecord = {
    ...{ name: filename, ext: extensionOf(filename), uploadedAt: account.now() },
    ...{ status: "processed", size: bytes.length, content: bytes },
  };
  const id = account.newId();
  account.data.resumes.set(id, { id, opportunityId, createdAt: account.now(), file });
}

function extensionOf(filename: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
}
