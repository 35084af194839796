import type { ConnectionScope } from "../../context/connection-scope.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { candidateOf } from "../candidate/candidate.mapper.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import type { AddressAnswer } from "./address-answer.js";
import { askAddresses } from "./address-answers.loader.js";
import type { PersonRows } from "./address-holders.js";
import { holdersChangedSince } from "./changed-holders.loader.js";
import { freshAnswers, keepAnswers, keepContacts, type KnownContacts, knownContacts } from "./kept-answers.loader.js";

/** A look at what changed lately is given up after so many pages. */
const MOST_PAGES = 10;

/** The contacts that have an address. */
export interface AddressContacts {
  readonly contactIds: readonly string[];
  /** Lever says so of this very address; else the person's rows have the last word. */
  readonly isSure: boolean;
}

/** By address; an Error where Lever could not be asked. */
export type ContactsByAddress = Map<string, AddressContacts | Error>;

/** How addresses are asked for. */
export interface AddressQuestion {
  /**
   * When the last complete sync began, milliseconds since the Unix epoch: by then nobody had any of the addresses. Null:
   * there was none.
   */
  readonly since: number | null;
  readonly expand: readonly OpportunityExpand[];
}

/**
 * Who has the addresses, as Lever has it. Of those that were asked for before, or that nobody had when a sync ended, only
 * changes are looked for: one list of what changed since tells it for all of them.
 */
export async function contactsByAddress(
  scope: ConnectionScope,
  addresses: readonly string[],
  { since, expand }: AddressQuestion,
): Promise<ContactsByAddress> {
  const found: ContactsByAddress = new Map();
  const left = (): readonly string[] => addresses.filter((address) => !found.has(address));
  await takeFresh(scope, addresses, found);
  await takeChanged(scope, left(), since, found);
  const asked = left();
  if (asked.length > 0) await ask(scope, asked, expand, found);
  return found;
}

async function takeFresh(
  scope: ConnectionScope,
  addresses: readonly string[],
  found: ContactsByAddress,
): Promise<void> {
  for (const [place, answer] of (await freshAnswers(scope, addresses)).entries()) {
    if (!answer) continue;
    const { contactIds, holders, applications } = answer;
    found.set(addresses[place] ?? "", { contactIds, isSure: holders !== null });
    for (const { rows } of holders ?? []) keepPerson(scope, rows, applications ? ["applications"] : []);
  }
}

/** Only for several: one alone costs a request either way, and its own answer is the surer one. */
async function takeChanged(
  scope: ConnectionScope,
  addresses: readonly string[],
  since: number | null,
  found: ContactsByAddress,
): Promise<void> {
  const known = await knownContacts(scope, addresses);
  const before = new Map(addresses.flatMap((address, place) => asOf(address, known[place], since)));
  if (before.size < 2) return;
  const start = Math.min(...[...before.values()].map(({ lookedAt }) => lookedAt));
  const changes = await holdersChangedSince(
    scope,
    new Set(before.keys()),
    start,
    Math.min(MOST_PAGES, before.size - 1),
  );
  if (!changes) return;
  const contacts = new Map(
    [...before].map(([address, { contactIds }]) => {
      return [address, [...new Set([...contactIds, ...(changes.holders.get(address) ?? [])])]] as const;
    }),
  );
  for (const [address, contactIds] of contacts) found.set(address, { contactIds, isSure: false });
  await keepContacts(scope, contacts, changes.fetchedAt);
}

function asOf(
  address: string,
  known: KnownContacts | undefined,
  since: number | null,
): readonly (readonly [string, KnownContacts])[] {
  if (known && known.lookedAt >= (since ?? -Infinity)) return [[address, known]];
  return since === null ? [] : [[address, { contactIds: [], lookedAt: since }]];
}

async function ask(
  scope: ConnectionScope,
  addresses: readonly string[],
  expand: readonly OpportunityExpand[],
  found: ContactsByAddress,
): Promise<void> {
  const answers = await askAddresses(scope, addresses, expand);
  const read: (readonly [string, AddressAnswer])[] = [];
  for (const [address, answer] of answers) {
    if (answer instanceof Error) {
      found.set(address, answer);
      continue;
    }
    read.push([address, answer]);
    found.set(address, { contactIds: answer.holders.map(({ contactId }) => contactId), isSure: true });
    for (const { rows } of answer.holders) keepPerson(scope, rows, expand);
  }
  await keepAnswers(scope, read);
}

/**
 * Lever's filter by address brings all opportunities of whoever has it, so that nothing of the person need be asked
 * again. Lever docs, "Opportunities > List all opportunities": `email`.
 */
function keepPerson({ load }: ConnectionScope, rows: PersonRows, expand: readonly OpportunityExpand[]): void {
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
