import type { OpportunityRecord, SandboxData } from "../../sandbox/data.js";
import { PAGE_ROWS } from "../account/sizes.js";

/** Pages of a list. */
export function pagesOf(rows: number): number {
  return Math.ceil(rows / PAGE_ROWS);
}

/**
 * Requests for the postings of some rows: one for each posting, or the plain list up to the page that holds the last of
 * them, whichever is less.
 */
export function requestsForPostings(rows: readonly OpportunityRecord[], data: SandboxData): number {
  const wanted = new Set(rows.flatMap((row) => postingOf(row, data) ?? []));
  const listed = [...data.postings.values()].sort((one, other) => other.createdAt - one.createdAt);
  const lastPlace = listed.findLastIndex(({ id }) => wanted.has(id));
  return Math.min(wanted.size, pagesOf(lastPlace + 1));
}

/** All candidacies of some people: Lever lists them by contact. */
export function rowsOfContacts(contactIds: readonly string[], { opportunities }: SandboxData): number {
  const contacts = new Set(contactIds);
  return [...opportunities.values()].filter(({ contact }) => contacts.has(contact)).length;
}

/** Candidacies that are not archived. */
export function activeRows({ opportunities }: SandboxData): readonly OpportunityRecord[] {
  return [...opportunities.values()].filter(({ archived }) => archived === null);
}

function postingOf({ applications }: OpportunityRecord, data: SandboxData): string | null {
  return data.applications.get(applications[0] ?? "")?.posting ?? null;
}
