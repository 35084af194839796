import { LRUCache } from "lru-cache";
import type { Clock } from "../../time/clock.js";

/** About 200 bytes each. */
const MOST_ENTRIES = 50_000;
/** Then a row is written again, should another replica have changed it meanwhile on the word of an older page. */
const MAX_AGE_MS = 10 * 60_000;

/** Which contact an opportunity belongs to. */
export interface LearnedContact {
  readonly opportunityId: string;
  readonly contactId: string;
}

/**
 * What this process lately saw stored in the opportunity index, so that a page that passes again costs no write. Only
 * ids, bounded in number and age.
 */
export class StoredContacts {
  readonly #contacts: LRUCache<string, string>;

  constructor(clock: Clock) {
    this.#contacts = new LRUCache({
      max: MOST_ENTRIES,
      ttl: MAX_AGE_MS,
      ttlResolution: 0,
      // To lru-cache an entry that was made at 0 has no age.
      perf: { now: () => 1 + clock.monotonicMs() },
    });
  }

  /** The rows that are not known to be stored as they are: each opportunity once, with its last contact, by id. */
  news(connectionId: string, rows: readonly LearnedContact[]): LearnedContact[] {
    const last = new Map(rows.map(({ opportunityId, contactId }) => [opportunityId, contactId]));
    return [...last]
      .filter(([opportunityId, contactId]) => this.#contacts.get(keyOf(connectionId, opportunityId)) !== contactId)
      .map(([opportunityId, contactId]) => ({ opportunityId, contactId }))
      .sort(byOpportunity);
  }

  /** After the rows were stored, or read from the store. */
  keep(connectionId: string, rows: readonly LearnedContact[]): void {
    for (const { opportunityId, contactId } of rows) {
      this.#contacts.set(keyOf(connectionId, opportunityId), contactId);
    }
  }

  /** After rows of these opportunities were removed. */
  drop(connectionId: string, opportunityIds: readonly string[]): void {
    for (const opportunityId of opportunityIds) this.#contacts.delete(keyOf(connectionId, opportunityId));
  }

  /** After the connection was removed. */
  forget(connectionId: string): void {
    const start = keyOf(connectionId, "");
    for (const key of [...this.#contacts.keys()]) {
      if (key.startsWith(start)) this.#contacts.delete(key);
    }
  }
}

/** Neither id has a slash: what is no id of Lever's or of ours never gets here. */
function keyOf(connectionId: string, opportunityId: string): string {
  return `${connectionId}/${opportunityId}`;
}

/** The same order everywhere: two writers that meet wait for each other's rows in turn, not crosswise. */
function byOpportunity(one: LearnedContact, other: LearnedContact): number {
  return one.opportunityId < other.opportunityId ? -1 : 1;
}
