import { formatOfContentType, formatOfName, FILE_FORMATS } from "../../uploads/file-formats.js";
import { MAX_UPLOAD_BYTES } from "../../uploads/upload-limits.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";

/** A file as a caller announces it. */
export interface AnnouncedFile {
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

/** Common file systems take no longer names. */
const MAX_NAME_LENGTH = 255;

/** What would make of a name a path, a second header or something that can't be seen. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\]/u;

/**
 * Checks that a file can be announced so at all.
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function checkAnnounced({ filename, size }: AnnouncedFile): void {
  if (filename.trim() === "" || filename.trim() !== filename) {
    throw badUserInput("input.filename", "give a name without space around it");
  }
  if (filename.length > MAX_NAME_LENGTH) {
    throw badUserInput("input.filename", `give at most ${MAX_NAME_LENGTH} characters`);
  }
  if (NOT_IN_NAMES.test(filename) || filename.startsWith(".")) {
    throw badUserInput("input.filename", "give a file's name: no path, no hidden file and no control characters");
  }
  if (size < 1) throw badUserInput("input.size", "give the file's size in bytes, at least 1");
}

/** What Lever would not take of it. Lever docs, "Files". */
export function refusalsOf({ filename, contentType, size }: AnnouncedFile): readonly AtsUserError[] {
  const ofName = formatOfName(filename);
  const ofContent = formatOfContentType(contentType);
  return [
    ...(size > MAX_UPLOAD_BYTES ? [userError("UPLOAD_TOO_LARGE", { path: ["input", "size"] })] : []),
    ...(ofName ? [] : [unsupported("filename", `Lever takes ${extensions()} files.`)]),
    ...(ofContent ? [] : [unsupported("contentType", `Give the content type of a file of ${extensions()}.`)]),
    ...(ofName && ofContent && ofName !== ofContent
      ? [unsupported("contentType", `A file of that name has the content type ${ofName.contentType}.`)]
      : []),
  ];
}

function unsupported(field: string, message: string): AtsUserError {
  return userError("UPLOAD_TYPE_UNSUPPORTED", { path: ["input", field], message });
}

function extensions(): string {
  return FILE_FORMATS.map(({ extension }) => extension).join(", ");
}
