const UNKNOWN = "application/octet-stream";

/** Nothing among them that a browser would run: no HTML, no SVG, no script. */
const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  png: "image/png",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  rtf: "application/rtf",
  txt: "text/plain; charset=utf-8",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** The type that an extension (without the dot) stands for; what Lever says is not believed. */
export function contentTypeOf(ext: string | null): string {
  const key = ext?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, key) ? (TYPES[key] ?? UNKNOWN) : UNKNOWN;
}
