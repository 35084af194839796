import type { LeverBody, LeverFilePart } from "../../lever/client.js";
import type { ReadyUpload } from "../../uploads/uploads.js";
import { jsonBody } from "../../writes/lever-write.js";
import type { NewOpportunity } from "./new-opportunity.js";

/** The files that go along with a new opportunity. */
export interface NewFiles {
  readonly resume: ReadyUpload | null;
  readonly files: readonly ReadyUpload[];
}

/** Whether a form is sent: in a form telephone numbers have no documented place. */
export function hasFiles({ resumeUploadId, fileUploadIds }: NewOpportunity): boolean {
  return resumeUploadId !== undefined || fileUploadIds.length > 0;
}

/** What is sent: JSON, or a form where files go along. Lever docs, "Opportunities > Create an opportunity". */
export function createBody(fields: NewOpportunity, files: NewFiles): LeverBody {
  return hasFiles(fields) ? formBody(fields, files) : jsonBody(jsonMembers(fields));
}

function jsonMembers(fields: NewOpportunity): object {
  const { phones, createdAt } = fields;
  const lists = Object.entries(listsOf(fields)).filter(([, values]) => values.length > 0);
  return {
    ...textsOf(fields),
    ...Object.fromEntries(lists),
    ...(phones.length > 0 ? { phones } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function formBody(fields: NewOpportunity, { resume, files }: NewFiles): LeverBody {
  const { createdAt } = fields;
  const texts = Object.entries(textsOf(fields));
  const lists = Object.entries(listsOf(fields)).flatMap(([name, values]) =>
    values.map((value): [string, string] => [`${name}[]`, value]),
  );
  const times: [string, string][] = createdAt === undefined ? [] : [["createdAt", String(createdAt)]];
  return {
    kind: "multipart",
    fields: [...texts, ...lists, ...times],
    files: [...(resume ? [filePart("resumeFile", resume)] : []), ...files.map((file) => filePart("files[]", file))],
  };
}

/** A file as a part of a form. */
export function filePart(field: string, { filename, contentType, bytes }: ReadyUpload): LeverFilePart {
  return { field, filename, contentType, bytes };
}

function textsOf(fields: NewOpportunity): Readonly<Record<string, string>> {
  const { name, headline, location, stageExternalId, ownerExternalId, contactExternalId, origin } = fields;
  const texts = {
    name,
    headline,
    location,
    stage: stageExternalId,
    owner: ownerExternalId,
    contact: contactExternalId,
    origin: origin?.toLowerCase(),
  };
  return Object.fromEntries(Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function listsOf({ emails, links, tags, sources, postingExternalId }: NewOpportunity) {
  return { emails, links, tags, sources, postings: postingExternalId === undefined ? [] : [postingExternalId] };
}
