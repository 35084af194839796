import type { OpportunityExpand } from "../../planning/expand.js";
import type { ScannedPage } from "../opportunity/account-scan.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { type Holder, holdersIn } from "./address-holders.js";

/** The people of an account, gathered page by page while some of them are looked for by address. */
export class PeopleOfPages {
  readonly #rows = new Map<string, Opportunity>();
  readonly #unmet: Set<string>;
  /** When the first page was read, milliseconds since the Unix epoch. */
  fetchedAt = Infinity;
  /** Whether applications came with all of them. */
  applications: boolean;
  /** False where a row could not be read: whose it is can't be told. */
  isReadable = true;

  constructor(addresses: readonly string[], expand: readonly OpportunityExpand[]) {
    this.#unmet = new Set(addresses);
    this.applications = expand.includes("applications");
  }

  /** Somebody else may have the same address: nothing is done before the last page. */
  take({ rows, fetchedAt, refusedExpand }: ScannedPage): { readonly found: number; readonly isDone: false } {
    this.fetchedAt = Math.min(this.fetchedAt, fetchedAt);
    this.applications &&= !refusedExpand.includes("applications");
    this.isReadable &&= !rows.some((row) => row instanceof Error);
    const read = rows.filter((row): row is Opportunity => row !== null && !(row instanceof Error));
    for (const row of read) this.#rows.set(row.externalId, row);
    const met = holdersIn(read).flatMap(({ addresses }) => [...addresses].filter((one) => this.#unmet.delete(one)));
    return { found: met.length, isDone: false };
  }

  get holders(): readonly Holder[] {
    return holdersIn(this.#rows.values());
  }
}
