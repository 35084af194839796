import { canonicalEmail, looseEmail } from "../../identity/emails.js";
import type { Opportunity } from "../opportunity/opportunity.js";

/** Opportunities of one person, newest first; never none. */
export type PersonRows = readonly [Opportunity, ...Opportunity[]];

/** A person, and the addresses that their opportunities show, in canonical form. */
export interface Holder {
  readonly contactId: string;
  readonly rows: PersonRows;
  readonly addresses: ReadonlySet<string>;
}

/** The people whose opportunities these are. */
export function holdersIn(rows: Iterable<Opportunity>): readonly Holder[] {
  const people = new Map<string, Map<string, Opportunity>>();
  for (const row of rows) {
    const own = people.get(row.candidateExternalId) ?? new Map<string, Opportunity>();
    people.set(row.candidateExternalId, own.set(row.externalId, row));
  }
  return [...people].flatMap(([contactId, own]) => {
    const [first, ...others] = [...own.values()].sort((one, other) => other.createdAt - one.createdAt);
    if (!first) return [];
    const shown = [first, ...others].flatMap(({ emails }) => emails.map(canonicalEmail));
    return [
      {
        contactId,
        rows: [first, ...others] as const,
        addresses: new Set(shown.filter((address) => address !== null)),
      },
    ];
  });
}

/** What an answer for several addresses at once, or a whole account, tells of each of them. */
export interface Attribution {
  /** Who has each address, of all that were asked for. */
  readonly holders: ReadonlyMap<string, readonly Holder[]>;
  /**
   * Addresses that somebody may have by another rule of when two are the same: Lever's own answer to each of them alone is
   * the only one that counts.
   */
  readonly doubtful: ReadonlySet<string>;
  /** People of whom it can't be said why they are in the answer. */
  readonly strangers: readonly Holder[];
}

/** Tells whose each of the addresses is, by what people show. */
export function attribute(addresses: Iterable<string>, people: readonly Holder[]): Attribution {
  const holders = new Map<string, Holder[]>(Array.from(addresses, (address) => [address, []]));
  const similar = bySimilarity(holders.keys());
  const doubtful = new Set<string>();
  const strangers: Holder[] = [];
  for (const person of people) {
    for (const address of person.addresses) holders.get(address)?.push(person);
    const near = [...person.addresses].flatMap((address) => similar.get(looseEmail(address)) ?? []);
    for (const address of near) if (!person.addresses.has(address)) doubtful.add(address);
    if (near.length === 0) strangers.push(person);
  }
  return { holders, doubtful, strangers };
}

function bySimilarity(addresses: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const similar = new Map<string, string[]>();
  for (const address of addresses) {
    const loose = looseEmail(address);
    similar.set(loose, [...(similar.get(loose) ?? []), address]);
  }
  return similar;
}

/** What an answer to several addresses at once shows of how Lever takes them. */
export type JoiningVerdict = "joined" | "separate" | "untold";

/**
 * "joined" is proven by people of whom no single one of the addresses is everybody's: no Lever that looks for one alone
 * would find them all. "separate" is what an answer shows that holds people with none of them: it was no filter. Anything
 * else proves nothing.
 */
export function verdictOf({ holders, strangers }: Attribution): JoiningVerdict {
  if (strangers.some(({ addresses }) => addresses.size > 0)) return "separate";
  const people = [...new Set([...holders.values()].flat())];
  const isOfAll = (address: string): boolean => people.every(({ addresses }) => addresses.has(address));
  return [...holders.keys()].some(isOfAll) ? "untold" : "joined";
}
