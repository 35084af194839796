import { canonicalEmail } from "../../identity/emails.js";
import { isIdPart } from "../../ids/entity-id.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { phoneBodies } from "../contact-details/phone-input.js";
import { externalReference } from "../entity-reference.js";
import { textsOfInput } from "../opportunity-write/text-set.js";
import type { CreateAtsOpportunityInput } from "./create-opportunity-input.js";
import type { NewOpportunity } from "./new-opportunity.js";

const MAX_TEXT_LENGTH = 1_000;
const MAX_EMAILS = 20;
const MAX_PHONES = 20;
const MAX_FILES = 10;

/**
 * The fields of an input, as far as they can be checked without asking Lever.
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function checkedFields(input: CreateAtsOpportunityInput, nowEpochMs: number): NewOpportunity {
  if (!isIdPart(input.connectionId)) throw badUserInput("input.connectionId", "not an id of a connection");
  const fields: NewOpportunity = {
    ...defined({
      name: textOf(input, "name"),
      headline: textOf(input, "headline"),
      location: textOf(input, "location"),
    }),
    ...defined(referencesOf(input)),
    ...defined({ origin: input.origin ?? undefined, createdAt: timeOf(input, nowEpochMs) }),
    ...defined({ resumeUploadId: input.resumeUploadId ?? undefined }),
    emails: emailsOf(input.emails ?? []),
    phones: phoneBodies(atMost(MAX_PHONES, input.phones ?? [], "phones"), "input.phones"),
    ...textListsOf(input),
    fileUploadIds: [...new Set(atMost(MAX_FILES, input.fileUploadIds ?? [], "fileUploadIds"))],
    parseResume: input.parseResume,
  };
  checkWhole(fields);
  return fields;
}

/** An opportunity of nobody helps nobody, though Lever would make it. */
function checkWhole({ name, emails, contactExternalId, resumeUploadId, parseResume }: NewOpportunity): void {
  const isSomebody = [name, emails[0], contactExternalId, resumeUploadId].some((known) => known !== undefined);
  if (!isSomebody) throw badUserInput("input.name", "give a name, an email, a candidateId or a resumeUploadId");
  if (parseResume && resumeUploadId === undefined) {
    throw badUserInput("input.parseResume", "there is no resume to read: give its resumeUploadId");
  }
}

function textListsOf({ links, tags, sources }: CreateAtsOpportunityInput) {
  return {
    links: textsOfInput(links ?? [], "links"),
    tags: textsOfInput(tags ?? [], "tags"),
    sources: textsOfInput(sources ?? [], "sources"),
  };
}

type TextField = "name" | "headline" | "location";

/** A blank text says no more than none. */
function textOf(input: CreateAtsOpportunityInput, field: TextField): string | undefined {
  const text = input[field]?.trim() ?? "";
  if (text.length > MAX_TEXT_LENGTH) {
    throw badUserInput(`input.${field}`, `give at most ${MAX_TEXT_LENGTH} characters`);
  }
  return text === "" ? undefined : text;
}

function referencesOf({ stageId, postingId, ownerId, candidateId }: CreateAtsOpportunityInput) {
  const idOf = (id: string | null | undefined, field: string): string | undefined =>
    id == null ? undefined : externalReference(id, `input.${field}`).externalId;
  return {
    stageExternalId: idOf(stageId, "stageId"),
    postingExternalId: idOf(postingId, "postingId"),
    ownerExternalId: idOf(ownerId, "ownerId"),
    contactExternalId: idOf(candidateId, "candidateId"),
  };
}

function timeOf({ createdAt }: CreateAtsOpportunityInput, nowEpochMs: number): number | undefined {
  if (createdAt == null) return undefined;
  if (createdAt > nowEpochMs) throw badUserInput("input.createdAt", "lies in the future: Lever takes past times only");
  if (createdAt < 0) throw badUserInput("input.createdAt", "lies before 1970");
  return createdAt;
}

function emailsOf(texts: readonly string[]): readonly string[] {
  const emails = atMost(MAX_EMAILS, texts, "emails").map((text, place) => {
    const email = canonicalEmail(text);
    if (email === null) throw badUserInput(`input.emails.${place}`, "not an email address");
    return email;
  });
  return [...new Set(emails)];
}

function atMost<Value>(most: number, values: readonly Value[], field: string): readonly Value[] {
  if (values.length > most) throw badUserInput(`input.${field}`, `give at most ${most}`);
  return values;
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** Without the members that are undefined. */
function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<Members>;
}
