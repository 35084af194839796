import { canonicalEmail } from "../../identity/emails.js";
import { webAddressOf } from "../../identity/web-address.js";
import { isIdPart } from "../../ids/entity-id.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { phoneBodies } from "../contact-details/phone-input.js";
import type { NewOpportunity } from "../create-opportunity/new-opportunity.js";
import { externalReference } from "../entity-reference.js";
import { checkNoteText } from "../note/note-text.js";
import type { AtsExportDuplicatePolicy, ExportProfileToAtsInput } from "./export-profile-input.js";

const MAX_TEXT_LENGTH = 1_000;
const MAX_EMAILS = 20;
const MAX_PHONES = 20;
const MAX_TAGS = 100;
const MAX_FILES = 10;

/** An export, checked as far as that goes without Lever. */
export interface ProfileExport {
  readonly connectionId: string;
  readonly profileId: string;
  /** In canonical form. */
  readonly emails: readonly string[];
  /** Links as they are given: Lever is to have them so. */
  readonly links: readonly string[];
  readonly tags: readonly string[];
  readonly source: string | null;
  readonly note: string | null;
  readonly resumeUploadId: string | null;
  readonly fileUploadIds: readonly string[];
  readonly onDuplicate: AtsExportDuplicatePolicy;
  /** What a new opportunity is made of, the person's contact left out. */
  readonly opportunity: NewOpportunity;
}

/**
 * Checks an export. `at`: where the input stands, for messages.
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function toProfileExport(input: ExportProfileToAtsInput, at: string): ProfileExport {
  const { connectionId, profileId, onDuplicate } = input;
  if (!isIdPart(connectionId)) throw badUserInput(`${at}.connectionId`, "not an id of a connection");
  const opportunity = toNewOpportunity(input, at);
  const { emails, links, tags, sources, fileUploadIds, resumeUploadId = null } = opportunity;
  const [source = null] = sources;
  const note = noteOf(input, at);
  const files = { resumeUploadId, fileUploadIds };
  return { connectionId, profileId, emails, links, tags, source, note, ...files, onDuplicate, opportunity };
}

function toNewOpportunity(input: ExportProfileToAtsInput, at: string): NewOpportunity {
  const name = textOrNull(input, "name", at);
  if (name === null) throw badUserInput(`${at}.name`, "is empty");
  const source = textOrNull(input, "source", at);
  return {
    name,
    ...given("headline", textOrNull(input, "title", at)),
    ...given("location", textOrNull(input, "location", at)),
    ...given("origin", input.origin ?? null),
    ...given("stageExternalId", idIn(input, "stageId", at)),
    ...given("postingExternalId", idIn(input, "postingId", at)),
    ...given("ownerExternalId", idIn(input, "ownerId", at)),
    ...given("resumeUploadId", input.resumeUploadId ?? null),
    ...listsOf(input, at),
    links: linksOfInput(input, at),
    sources: source === null ? [] : [source],
    parseResume: false,
  };
}

function listsOf({ emails, phones, tags, fileUploadIds }: ExportProfileToAtsInput, at: string) {
  return {
    emails: emailsOf(emails ?? [], `${at}.emails`),
    phones: phoneBodies(atMost(MAX_PHONES, phones ?? [], `${at}.phones`), `${at}.phones`),
    tags: filled(tags ?? [], `${at}.tags`),
    fileUploadIds: [...new Set(atMost(MAX_FILES, fileUploadIds ?? [], `${at}.fileUploadIds`))],
  };
}

function emailsOf(emails: readonly string[], at: string): readonly string[] {
  const canonical = atMost(MAX_EMAILS, emails, at).map((text, place) => {
    const email = canonicalEmail(text);
    if (email === null) throw badUserInput(`${at}.${place}`, "not an address");
    return email;
  });
  return [...new Set(canonical)];
}

function noteOf({ note }: ExportProfileToAtsInput, at: string): string | null {
  if (note == null || note.trim() === "") return null;
  checkNoteText(note, `${at}.note`);
  return note;
}

const LINK_FIELDS = ["linkedinUrl", "githubUrl", "findemProfileUrl"] as const;

/** Any web address will do: one of another form than usual is a link for people to click all the same. */
function linksOfInput(input: ExportProfileToAtsInput, at: string): readonly string[] {
  const links = LINK_FIELDS.flatMap((field) => {
    const link = textOrNull(input, field, at);
    if (link === null) return [];
    if (webAddressOf(link)?.host.includes(".") !== true) throw badUserInput(`${at}.${field}`, "not a web address");
    return [link];
  });
  return [...new Set(links)];
}

function filled(texts: readonly string[], at: string): readonly string[] {
  atMost(MAX_TAGS, texts, at).forEach((text, place) => {
    if (text.trim() === "") throw badUserInput(`${at}.${place}`, "is empty");
    checkLength(text, `${at}.${place}`);
  });
  return [...new Set(texts)];
}

type IdField = "stageId" | "postingId" | "ownerId";

/** One of another connection is looked for in vain, later: it names nothing in this one. */
function idIn(input: ExportProfileToAtsInput, field: IdField, at: string): string | null {
  const id = input[field];
  return id == null ? null : externalReference(id, `${at}.${field}`).externalId;
}

type TextField = "name" | "title" | "location" | "source" | (typeof LINK_FIELDS)[number];

/** A blank text says no more than none. */
function textOrNull(input: ExportProfileToAtsInput, field: TextField, at: string): string | null {
  const text = input[field]?.trim() ?? "";
  checkLength(text, `${at}.${field}`);
  return text === "" ? null : text;
}

function checkLength(text: string, at: string): void {
  if (text.length > MAX_TEXT_LENGTH) throw badUserInput(at, `give at most ${MAX_TEXT_LENGTH} characters`);
}

function atMost<Value>(most: number, values: readonly Value[], at: string): readonly Value[] {
  if (values.length > most) throw badUserInput(at, `give at most ${most}`);
  return values;
}

/** A member that is there only where it has a value. */
function given<Name extends string, Value>(name: Name, value: Value | null): { readonly [Key in Name]?: Value } {
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}
