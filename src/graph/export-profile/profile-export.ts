import { canonicalEmail } from "../../identity/emails.js";
import { canonicalFindemProfileUrl } from "../../identity/findem-profile.js";
import { canonicalGithubUrl } from "../../identity/github.js";
import { canonicalLinkedinUrl } from "../../identity/linkedin.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { phoneBodies } from "../contact-details/phone-input.js";
import type { NewOpportunity } from "../create-opportunity/new-opportunity.js";
import { externalReference } from "../entity-reference.js";
import type { AtsExportDuplicatePolicy, ExportProfileToAtsInput } from "./export-profile-input.js";

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
  const opportunity = toNewOpportunity(input, at);
  const { emails, links, tags, sources, fileUploadIds, resumeUploadId = null } = opportunity;
  const [source = null] = sources;
  const note = textOrNull(input.note);
  const files = { resumeUploadId, fileUploadIds };
  return { connectionId, profileId, emails, links, tags, source, note, ...files, onDuplicate, opportunity };
}

function toNewOpportunity(input: ExportProfileToAtsInput, at: string): NewOpportunity {
  const name = input.name.trim();
  if (name === "") throw badUserInput(`${at}.name`, "is empty");
  const source = textOrNull(input.source);
  return {
    name,
    ...given("headline", textOrNull(input.title)),
    ...given("location", textOrNull(input.location)),
    ...given("origin", input.origin ?? null),
    ...given("stageExternalId", idIn(input, input.stageId, `${at}.stageId`)),
    ...given("postingExternalId", idIn(input, input.postingId, `${at}.postingId`)),
    ...given("ownerExternalId", idIn(input, input.ownerId, `${at}.ownerId`)),
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
    phones: phoneBodies(phones ?? [], `${at}.phones`),
    tags: filled(tags ?? [], `${at}.tags`),
    fileUploadIds: [...new Set(fileUploadIds ?? [])],
  };
}

function emailsOf(emails: readonly string[], at: string): readonly string[] {
  const canonical = emails.map((text, place) => {
    const email = canonicalEmail(text);
    if (email === null) throw badUserInput(`${at}.${place}`, "not an address");
    return email;
  });
  return [...new Set(canonical)];
}

function linksOfInput({ linkedinUrl, githubUrl, findemProfileUrl }: ExportProfileToAtsInput, at: string) {
  const checked = [
    ["linkedinUrl", linkedinUrl, canonicalLinkedinUrl, "not the address of a person's LinkedIn profile"],
    ["githubUrl", githubUrl, canonicalGithubUrl, "not the address of a person's GitHub profile"],
    ["findemProfileUrl", findemProfileUrl, canonicalFindemProfileUrl, "not the address of a profile in Findem"],
  ] as const;
  return checked.flatMap(([field, link, canonical, mend]) => {
    const text = textOrNull(link);
    if (text === null) return [];
    if (canonical(text) === null) throw badUserInput(`${at}.${field}`, mend);
    return [text];
  });
}

function filled(texts: readonly string[], at: string): readonly string[] {
  texts.forEach((text, place) => {
    if (text.trim() === "") throw badUserInput(`${at}.${place}`, "is empty");
  });
  return [...new Set(texts)];
}

function idIn({ connectionId }: ExportProfileToAtsInput, id: string | null | undefined, at: string): string | null {
  if (id == null) return null;
  const reference = externalReference(id, at);
  if (reference.connectionId !== connectionId) throw badUserInput(at, "is of another connection");
  return reference.externalId;
}

function textOrNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

/** A member that is there only where it has a value. */
function given<Name extends string, Value>(name: Name, value: Value | null): { readonly [Key in Name]?: Value } {
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}
