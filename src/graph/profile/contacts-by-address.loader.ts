import type { ConnectionScope } from "../../context/connection-scope.js";
import { canonicalEmail } from "../../identity/emails.js";
import { each } from "../../loading/each.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { OVERLAP_MS } from "../../sync/overlap.js";
import { candidateOf } from "../candidate/candidate.mapper.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import { opportunitiesByEmail } from "../opportunity/opportunities-by-email.loader.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { takeRows } from "../opportunity/opportunity-rows.loader.js";

/** So few addresses are asked for one by one: each costs a request, as does a look at what changed lately. */
const FEW = 3;

/** A look at what changed lately is given up after so many pages. */
const MOST_PAGES = 10;

/** Contact ids by address; an Error where Lever could not be asked. */
export type ContactsByAddress = Map<string, readonly string[] | Error>;

/** How addresses are asked for. */
export interface AddressQuestion {
  /** When the last complete sync began, milliseconds since the Unix epoch; null: there was none. */
  readonly since: number | null;
  readonly expand: readonly OpportunityExpand[];
}

/**
 * Asks Lever who has the addresses. After a finished sync whoever has one of many has come or changed since: one list
 * of what changed tells it for all of them.
 */
export async function contactsByAddress(
  scope: ConnectionScope,
  addresses: readonly string[],
  { since, expand }: AddressQuestion,
): Promise<ContactsByAddress> {
  const found: ContactsByAddress = new Map();
  const isTold = since !== null && addresses.length > FEW && (await lookAtChanges(scope, addresses, since, found));
  const missing = isTold ? [] : addresses.filter((address) => !found.has(address));
  const answers = await each(missing, (email) => askByAddress(scope, email, expand));
  for (const [place, email] of missing.entries()) found.set(email, answers[place] ?? []);
  return found;
}

async function askByAddress(
  scope: ConnectionScope,
  email: string,
  expand: readonly OpportunityExpand[],
): Promise<readonly string[]> {
  const people = new Map<string, [Opportunity, ...Opportunity[]]>();
  for (const row of await scope.load(opportunitiesByEmail, { email, expand })) {
    const known = people.get(row.candidateExternalId);
    if (known) known.push(row);
    else people.set(row.candidateExternalId, [row]);
  }
  for (const rows of people.values()) keepPerson(scope, rows, expand);
  return [...people.keys()];
}

/**
 * Lever's filter by address brings all opportunities of whoever has it, so that nothing of the person need be asked
 * again. Lever docs, "Opportunities > List all opportunities": `email`.
 */
function keepPerson(
  { load }: ConnectionScope,
  rows: readonly [Opportunity, ...Opportunity[]],
  expand: readonly OpportunityExpand[],
): void {
  const candidate = candidateOf(rows[0]);
  // Rows with applications serve those who don't ask for them as well.
  for (const key of [
    { contactId: candidate.externalId, expand },
    { contactId: candidate.externalId, expand: [] },
  ]) {
    load.prime(opportunitiesByContact, key, rows);
    load.prime(candidateByContact, key, candidate);
  }
}

/** Whether the list was read to its end. The same question is cached until the next sync, for a while. */
async function lookAtChanges(
  scope: ConnectionScope,
  addresses: readonly string[],
  since: number,
  found: ContactsByAddress,
): Promise<boolean> {
  const sought = new Set(addresses);
  let pagesLeft = Math.min(MOST_PAGES, addresses.length - 1);
  const query = { updated_at_start: Math.max(0, since - OVERLAP_MS) };
  for await (const page of scope.lever.pages(opportunityList, {}, query)) {
    for (const row of await takeRows(scope, page, [])) if (row && !(row instanceof Error)) look(row, sought, found);
    if (page.next === null) return true;
    if (--pagesLeft === 0) return false;
  }
  return true;
}

function look({ emails, candidateExternalId }: Opportunity, sought: ReadonlySet<string>, found: ContactsByAddress) {
  for (const email of emails.map(canonicalEmail)) {
    if (email !== null && sought.has(email)) put(found, email, candidateExternalId);
  }
}

function put(found: ContactsByAddress, email: string, contactId: string): void {
  const known = found.get(email);
  found.set(email, [...new Set([...(Array.isArray(known) ? (known as readonly string[]) : []), contactId])]);
}
