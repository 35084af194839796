import { canonicalEmail } from "../identity/emails.js";
import { canonicalFindemProfileUrl } from "../identity/findem-profile.js";
import { canonicalGithubUrl } from "../identity/github.js";
import { canonicalLinkedinUrl } from "../identity/linkedin.js";
import { booleanOf, idOf, objectOf, textsOf } from "../lever/reading.js";
import type { PersonLink } from "./link-index.js";

/** As much of an opportunity as a sync needs. */
export interface SyncedOpportunity {
  readonly opportunityId: string;
  readonly contactId: string;
  /** In canonical form, each once. */
  readonly links: readonly PersonLink[];
  /** Whether these are all that the person has: an anonymised opportunity of somebody shows none of them. */
  readonly isWhole: boolean;
  /** Lever has anonymised the person, with all of their opportunities. Lever docs, "Contacts > Contact attributes". */
  readonly isAnonymous: boolean;
}

const KINDS = [
  ["LINKEDIN", canonicalLinkedinUrl],
  ["GITHUB", canonicalGithubUrl],
  ["FINDEM_PROFILE", canonicalFindemProfileUrl],
] as const;

/** The border: rows that tell whose they are. One that doesn't is of no use here, and no reason to stop. */
export function toSyncedOpportunities(rows: readonly unknown[]): readonly SyncedOpportunity[] {
  return rows.flatMap((row) => {
    const wire = objectOf(row) ?? {};
    const [opportunityId, contactId] = [idOf(wire["id"]), idOf(wire["contact"])];
    if (opportunityId === null || contactId === null) return [];
    const isTold = Array.isArray(wire["emails"]) && Array.isArray(wire["links"]);
    const isWhole = isTold && booleanOf(wire["isAnonymized"]) !== true;
    const isAnonymous = booleanOf(objectOf(wire["contact"])?.["isAnonymized"]) === true;
    const links = linksIn(textsOf(wire["emails"]), textsOf(wire["links"]));
    return [{ opportunityId, contactId, links: isAnonymous ? [] : links, isWhole, isAnonymous }];
  });
}

/** Ids of deleted opportunities. */
export function toGoneOpportunities(rows: readonly unknown[]): readonly string[] {
  return rows.flatMap((row) => idOf(objectOf(row)?.["id"]) ?? []);
}

function linksIn(emails: readonly string[], links: readonly string[]): readonly PersonLink[] {
  const found = new Map<string, PersonLink>();
  const put = (kind: PersonLink["kind"], text: string | null): void => {
    if (text !== null) found.set(`${kind} ${text}`, { kind, text });
  };
  for (const email of emails) put("EMAIL", canonicalEmail(email));
  for (const link of links) for (const [kind, canonical] of KINDS) put(kind, canonical(link));
  return [...found.values()];
}
