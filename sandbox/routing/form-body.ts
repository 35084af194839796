import type { IncomingHttpHeaders } from "node:http";
import { badRequest } from "./refusal.js";

/** A file in a form. */
export interface FormFile {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A body of the type multipart/form-data, in the order of its parts. */
export interface FormBody {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly FormFile[];
}

const HEADERS_END = Buffer.from("\r\n\r\n");

/** Whether a request says that it is a form. */
export function isForm(headers: IncomingHttpHeaders): boolean {
  return /^multipart\/form-data\b/i.test(headers["content-type"] ?? "");
}

/** Reads a form. Throws 400 for what is none. RFC 7578. */
export function formIn(bytes: Buffer, headers: IncomingHttpHeaders): FormBody {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers["content-type"] ?? "") ?? [];
  const boundary = quoted ?? plain;
  if (!isForm(headers) || boundary === undefined) {
    throw badRequest("The request's content type must be multipart/form-data");
  }
  const fields: [string, string][] = [];
  const files: FormFile[] = [];
  for (const part of partsIn(bytes, boundary)) {
    const { name, filename, contentType, content } = partOf(part);
    if (filename === null) fields.push([name, content.toString("utf8")]);
    else files.push({ field: name, filename, contentType, bytes: content });
  }
  return { fields, files };
}

/** What stands between the boundaries. */
function partsIn(bytes: Buffer, boundary: string): readonly Buffer[] {
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it.
  const body = Buffer.concat([Buffer.from("\r\n"), bytes]);
  const parts: Buffer[] = [];
  let start = body.indexOf(mark);
  if (start !== 0) throw badRequest("The form begins with no boundary");
  for (;;) {
    const end = body.indexOf(mark, start + mark.length);
    const isLast = body.subarray(start + mark.length, start + mark.length + 2).toString() === "--";
    if (isLast) return parts;
    if (end === -1) throw badRequest("The form is cut off");
    parts.push(body.subarray(start + mark.length + 2, end));
    start = end;
  }
}

function partOf(part: Buffer) {
  const end = part.indexOf(HEADERS_END);
  if (end === -1) throw badRequest("A part of the form has no headers");
  const headers = part.subarray(0, end).toString("utf8");
  const disposition = /^content-disposition:\s*form-data\b.*$/im.exec(headers)?.[0] ?? "";
  const name = firstIn(disposition, /;\s*name="([^"]*)"/i);
  const filename = firstIn(disposition, /;\s*filename="([^"]*)"/i);
  if (name === null) throw badRequest("A part of the form has no name");
  return {
    name: unescaped(name),
    filename: filename === null ? null : unescaped(filename),
    contentType: firstIn(headers, /^content-type:\s*(.+)$/im)?.trim() ?? "text/plain",
    content: part.subarray(end + HEADERS_END.length),
  };
}

function firstIn(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

/** As browsers escape names. HTML, "multipart/form-data encoding algorithm". */
function unescaped(name: string): string {
  return name.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}
