import type { ConnectionScope } from "../../context/connection-scope.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { AddressAnswer } from "./address-answer.js";

/** Answers with their rows, as long as rows are kept; a write takes them away. */
const FRESH_KIND = "fresh-address";

/** Who had an address, to begin with where only changes are looked for; survives writes, which are among the changes. */
const KNOWN_KIND = "address-contact";

/** After so long an address is asked for anew, milliseconds: for what no list of changes tells. */
const KNOWN_FOR_MS = 60 * 60_000;

/** Who had an address, and when that was read, milliseconds since the Unix epoch. */
export interface KnownContacts {
  readonly contactIds: readonly string[];
  readonly lookedAt: number;
}

/** An answer within the age of rows. `holders`: null where only changes were looked for. */
export interface FreshAnswer extends Omit<AddressAnswer, "holders"> {
  readonly contactIds: readonly string[];
  readonly holders: KeptHolders | null;
}

/** As {@link AddressAnswer}'s, without what can be made of the rows again. */
type KeptHolders = readonly Pick<AddressAnswer["holders"][number], "contactId" | "rows">[];

/** Answers that are as good as new, in the order of the addresses. */
export async function freshAnswers(
  { lever }: ConnectionScope,
  addresses: readonly string[],
): Promise<readonly (FreshAnswer | undefined)[]> {
  return (await lever.entities.getMany<FreshAnswer>(FRESH_KIND, addresses)).map((entry) => entry?.value);
}

/** Who had the addresses when they were last asked for, in their order. */
export async function knownContacts(
  { lever }: ConnectionScope,
  addresses: readonly string[],
): Promise<readonly (KnownContacts | undefined)[]> {
  return (await lever.entities.getMany<KnownContacts>(KNOWN_KIND, addresses)).map((entry) => entry?.value);
}

/** Keeps what was answered. Somebody whose rows don't show the address can't be checked by them later on. */
export async function keepAnswers(
  scope: ConnectionScope,
  answers: readonly (readonly [address: string, answer: AddressAnswer])[],
): Promise<void> {
  const fresh = answers.map(([address, { holders, fetchedAt, applications }]) => {
    const contactIds = holders.map(({ contactId }) => contactId);
    const kept = holders.map(({ contactId, rows }) => ({ contactId, rows }));
    return [address, { contactIds, holders: kept, fetchedAt, applications }] as const;
  });
  const known = answers.filter(([address, { holders }]) => holders.every(({ addresses }) => addresses.has(address)));
  await keep(
    scope,
    fresh,
    known.map(([address]) => address),
  );
}

/** Keeps who has the addresses, after only changes were looked for. */
export async function keepContacts(
  scope: ConnectionScope,
  contacts: ReadonlyMap<string, readonly string[]>,
  fetchedAt: number,
): Promise<void> {
  const fresh = [...contacts].map(
    ([address, contactIds]) => [address, { contactIds, holders: null, fetchedAt, applications: false }] as const,
  );
  await keep(scope, fresh, [...contacts.keys()]);
}

async function keep(
  { lever }: ConnectionScope,
  fresh: readonly (readonly [address: string, answer: FreshAnswer])[],
  known: readonly string[],
): Promise<void> {
  const isKnown = new Set(known);
  const entries = fresh.map(([address, value]) => [address, { value, fetchedAt: value.fetchedAt }] as const);
  const contacts = fresh
    .filter(([address]) => isKnown.has(address))
    .map(([address, { contactIds, fetchedAt }]) => {
      return [address, { value: { contactIds, lookedAt: fetchedAt }, fetchedAt }] as const;
    });
  await Promise.all([
    lever.entities.setMany(FRESH_KIND, entries, OPPORTUNITY_MAX_AGE_MS),
    lever.entities.setMany(KNOWN_KIND, contacts, KNOWN_FOR_MS),
  ]);
}
