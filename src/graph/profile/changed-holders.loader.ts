import type { ConnectionScope } from "../../context/connection-scope.js";
import { canonicalEmail } from "../../identity/emails.js";
import { changesFrom } from "../../sync/overlap.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { takeRows } from "../opportunity/opportunity-rows.loader.js";

/** Who is new to some addresses. */
export interface ChangedHolders {
  /** Contact ids by address, of people who show it and of whom something changed. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** When the first of it was read, milliseconds since the Unix epoch. */
  readonly fetchedAt: number;
}

/**
 * Whose opportunities changed since then and show one of the addresses: whoever has come to one since is among them. Null
 * where the list of what changed takes more than `mostPages` pages. Lever docs, "Opportunities > Opportunity attributes":
 * `updatedAt` moves with the contact's addresses too.
 */
export async function holdersChangedSince(
  scope: ConnectionScope,
  addresses: ReadonlySet<string>,
  since: number,
  mostPages: number,
): Promise<ChangedHolders | null> {
  const holders = new Map<string, string[]>();
  let fetchedAt = Infinity;
  let pages = 0;
  for await (const page of scope.lever.pages(opportunityList, {}, { updated_at_start: changesFrom(since) })) {
    fetchedAt = Math.min(fetchedAt, page.fetchedAt);
    for (const row of await takeRows(scope, page, [])) {
      if (row && !(row instanceof Error)) putHolder(row, addresses, holders);
    }
    if (page.next !== null && ++pages >= mostPages) return null;
  }
  return { holders, fetchedAt };
}

function putHolder(
  { emails, candidateExternalId }: Opportunity,
  addresses: ReadonlySet<string>,
  holders: Map<string, string[]>,
): void {
  for (const email of emails.map(canonicalEmail)) {
    if (email !== null && addresses.has(email))
      holders.set(email, [...(holders.get(email) ?? []), candidateExternalId]);
  }
}
