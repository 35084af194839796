import type { SandboxData } from "../data.js";
import type { FileRecord, FileStatus, ResumeRecord } from "../records/document.record.js";
import { type ContentSource, contentOf, contentTypeOf } from "../routing/content.js";
import { asDocumented, bare } from "../routing/envelope.js";
import { PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { millis, once } from "../routing/query-parameter.js";
import { badRequest, notFound, unprocessable } from "../routing/refusal.js";
import { type Answer, defineTwins, type IncomingCall, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { fileShape, resumeShape } from "../shapes/document.shape.js";
import { opportunityOf } from "./find.js";
import { partOf, type PartKind, type PartRow, partsOf, singlePart } from "./opportunity-parts.js";
import { demandPerformer, PERFORM_AS_PARAMETER } from "./perform-as.js";
import { isWithin } from "./range.js";
import { demandTakeable, keepFile } from "./uploaded-files.js";

const FILES: DocumentKind<FileRecord> = {
  segment: "files",
  parameter: "file",
  expanders: {},
  rowsIn: ({ files }: SandboxData) => files,
  shape: fileShape,
  uploadedAt: ({ uploadedAt }) => (uploadedAt === null ? null : Number(uploadedAt)),
};

/** Lever docs, "List all resumes": those that were never uploaded are compared by their creation. */
const RESUMES: DocumentKind<ResumeRecord> = {
  segment: "resumes",
  parameter: "resume",
  expanders: {},
  rowsIn: ({ resumes }: SandboxData) => resumes,
  shape: resumeShape,
  uploadedAt: ({ file, createdAt }) => file?.uploadedAt ?? createdAt,
};

/** Lever docs, "Files": the reads. */
export const fileRoutes: readonly Route[] = [
  ...documentList(FILES),
  ...singlePart(FILES),
  ...download(FILES, ({ id, ext, status, size, content }) => ({ id, ext, status, size: Number(size ?? 0), content })),
];

/** Lever docs, "Upload a single file": a form with the part `file`, and a performer. */
export const fileUploadRoutes: readonly Route[] = defineTwins({
  method: "POST",
  template: "/opportunities/:opportunity/files",
  query: PERFORM_AS_PARAMETER,
  answer(call) {
    const opportunity = opportunityOf(call);
    demandPerformer(call);
    const { fields, files } = call.body.form();
    const [file] = files;
    if (!file || files.length > 1 || fields.length > 0 || file.field !== "file") {
      throw badRequest("The form must hold one file and nothing else", "/file");
    }
    demandTakeable(files);
    return objectAnswer(fileShape(keepFile(file, opportunity.id, call.account)), 201);
  },
});

/** Lever docs, "Resumes": they can only be read. */
export const resumeRoutes: readonly Route[] = [
  ...documentList(RESUMES),
  ...singlePart(RESUMES),
  ...download(
    RESUMES,
    ({ id, file }) => file && { id, ext: file.ext, status: file.status, size: file.size ?? 0, content: file.content },
  ),
];

interface DocumentKind<Row extends PartRow> extends PartKind<Row> {
  /** What the list's window is about; null: not known, so that a window leaves it out. */
  uploadedAt(row: Row): number | null;
}

function documentList<Row extends PartRow>(kind: DocumentKind<Row>): readonly Route[] {
  return defineTwins({
    method: "GET",
    template: `/opportunities/:opportunity/${kind.segment}`,
    query: {
      ...PAGE_PARAMETERS,
      ...INCLUDE_PARAMETER,
      uploaded_at_start: once(millis),
      uploaded_at_end: once(millis),
    },
    answer(call) {
      const { uploaded_at_start: start, uploaded_at_end: end } = call.query;
      const rows = partsOf(kind.rowsIn(call.account.data), call)
        .map((row) => ({ row, uploadedAt: kind.uploadedAt(row) }))
        .filter(({ uploadedAt }) => isWithin(uploadedAt, start, end))
        .map(({ row, uploadedAt }) => ({
          rank: -(uploadedAt ?? 0),
          key: row.id,
          render: () => select(kind.shape(row, call), call.query, call),
        }));
      return inEnvelope(pageAnswer(call, rows), call, kind.segment);
    },
  });
}

/** The documentation's example of a list of files has none. */
function inEnvelope(answer: Answer, call: IncomingCall, segment: string): Answer {
  return segment === "files" ? asDocumented(answer, call, bare) : answer;
}

interface Stored extends ContentSource {
  readonly status: FileStatus;
}

/** Lever docs, "Download a file": the bytes; 422 where Lever couldn't process them. */
function download<Row extends PartRow>(
  kind: DocumentKind<Row>,
  storedIn: (row: Row) => Stored | null,
): readonly Route[] {
  return defineTwins({
    method: "GET",
    template: `/opportunities/:opportunity/${kind.segment}/:${kind.parameter}/download`,
    query: {},
    answer(call) {
      const row = partOf(kind.rowsIn(call.account.data), call, kind);
      const stored = storedIn(row);
      if (stored === null) throw notFound("files", row.id);
      if (stored.status === "error") throw unprocessable(`${kind.segment} ${row.id} could not be processed`);
      return { kind: "bytes", status: 200, content: contentOf(stored), contentType: contentTypeOf(stored.ext) };
    },
  });
}
