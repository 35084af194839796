import type { FeedbackWire, FileWire, InterviewWire, NoteWire, ResumeWire } from "./wire.js";

/** Makes an id of the graph from one of Lever's. */
type ToId = (id: string) => string;

/** The graph's order: the newest first. */
function newestFirst<Row>(rows: readonly Row[], timeOf: (row: Row) => number | null): readonly Row[] {
  return [...rows].sort((one, other) => (timeOf(other) ?? 0) - (timeOf(one) ?? 0));
}

/** Deleted ones are not shown. */
export function toNotes(rows: readonly NoteWire[], toId: ToId) {
  return rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map((row) => ({ id: toId(row.id), text: row.fields[0]?.value ?? "", authorId: row.user }));
}

export function toFiles(rows: readonly FileWire[], toId: ToId) {
  return newestFirst(rows, ({ uploadedAt }) => uploadedAt).map(({ id, name, size }) => ({ id: toId(id), name, size }));
}

export function toResumes(rows: readonly ResumeWire[], toId: ToId) {
  return rows.map(({ id, parsedData }) => ({
    id: toId(id),
    positions: (parsedData?.positions ?? []).map(({ org, title }) => ({ company: org, title })),
  }));
}

export function toInterviews(rows: readonly InterviewWire[], toId: ToId) {
  return newestFirst(rows, ({ date }) => date).map(({ id, subject, date, interviewers }) => ({
    id: toId(id),
    subject: subject === "" ? null : subject,
    startsAt: new Date(date).toISOString(),
    interviewers: interviewers.map(({ name }) => ({ name })),
  }));
}

export function toFeedback(rows: readonly FeedbackWire[], toId: ToId) {
  return newestFirst(rows, ({ createdAt }) => createdAt).map(({ id, text }) => ({ id: toId(id), name: text }));
}
