import type { ConnectionScope } from "../../context/connection-scope.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { takeRows } from "../opportunity/opportunity-rows.loader.js";
import { holdersIn } from "./address-holders.js";

/** An address that somebody in Lever has. */
interface KnownAddress {
  readonly address: string;
  readonly contactId: string;
}

/**
 * Addresses of two people of the account, neither of whom has the other's, without those in `others`: the one that comes
 * last of all that are known, and another. None where there are no such people. It costs the first page of the account's
 * list, within its age nothing.
 */
export async function knownAddresses(
  scope: ConnectionScope,
  expand: readonly OpportunityExpand[],
  others: ReadonlySet<string>,
): Promise<readonly string[]> {
  const page = await scope.lever.page(opportunityList, {}, { expand });
  const rows = (await takeRows(scope, page, expand)).filter(
    (row): row is Opportunity => row !== null && !(row instanceof Error),
  );
  const people = holdersIn(rows);
  const known = people.flatMap(({ contactId, addresses }) =>
    [...addresses].filter((address) => !others.has(address)).map((address): KnownAddress => ({ address, contactId })),
  );
  known.sort((one, other) => (one.address < other.address ? 1 : -1));
  const owners = (address: string): number => people.filter(({ addresses }) => addresses.has(address)).length;
  const [last, ...rest] = known.filter(({ address }) => owners(address) === 1);
  const other = rest.find(({ contactId }) => contactId !== last?.contactId);
  return last && other ? [last.address, other.address] : [];
}
