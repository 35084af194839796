/** A kind of file that Lever takes. Lever docs, "Files". */
export interface FileFormat {
  /** Without the dot. */
  readonly extension: string;
  /** The content type that it is sent with. */
  readonly contentType: string;
  /** What else it is called by those who send it. */
  readonly otherContentTypes: readonly string[];
  /** What its bytes begin with; null: it is a text. */
  readonly beginning: Uint8Array | null;
  /** How far from the start the beginning may be, bytes. */
  readonly beginsWithin: number;
}

/** ISO 32000-1, annex H.3.4.1: readers take a header within the first 1024 bytes. */
const PDF_HEADER_BYTES = 1_024;

/** All that Lever takes. Lever docs, "Files": docx, doc, js, jpg, png, pdf, txt. */
export const FILE_FORMATS: readonly FileFormat[] = [
  binary("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "504b0304"),
  binary("doc", "application/msword", "d0cf11e0a1b11ae1"),
  { ...text("js", "text/javascript"), otherContentTypes: ["application/javascript", "application/x-javascript"] },
  { ...binary("jpg", "image/jpeg", "ffd8ff"), otherContentTypes: ["image/jpg"] },
  binary("png", "image/png", "89504e470d0a1a0a"),
  { ...binary("pdf", "application/pdf", "255044462d"), beginsWithin: PDF_HEADER_BYTES },
  text("txt", "text/plain"),
];

function binary(extension: string, contentType: string, beginning: string): FileFormat {
  return { extension, contentType, otherContentTypes: [], beginning: Buffer.from(beginning, "hex"), beginsWithin: 0 };
}

function text(extension: string, contentType: string): FileFormat {
  return { extension, contentType, otherContentTypes: [], beginning: null, beginsWithin: 0 };
}

/** The format of files with such a name; null where Lever takes none such. */
export function formatOfName(name: string): FileFormat | null {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase();
  return FILE_FORMATS.find((format) => format.extension === extension) ?? null;
}

/** The format of that content type, whatever its parameters; null where Lever takes none such. */
export function formatOfContentType(contentType: string): FileFormat | null {
  const wanted = contentType.replace(/;.*$/s, "").trim().toLowerCase();
  const isWanted = (format: FileFormat): boolean =>
    format.contentType === wanted || format.otherContentTypes.includes(wanted);
  return FILE_FORMATS.find(isWanted) ?? null;
}
