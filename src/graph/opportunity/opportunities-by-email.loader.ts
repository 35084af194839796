import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { opportunityList } from "./opportunity.lever.js";
import type { Opportunity } from "./opportunity.js";
import { takeRows } from "./opportunity-rows.loader.js";

/** People with an address, and what is to come with their opportunities. */
export interface EmailKey {
  /** In canonical form. */
  readonly email: string;
  readonly expand: readonly OpportunityExpand[];
}

/** Opportunities of people with an address. */
export interface EmailRows {
  /** Newest first. */
  readonly rows: readonly Opportunity[];
  /** When the first of them were read, milliseconds since the Unix epoch. */
  readonly fetchedAt: number;
  /** Whether applications came with them. */
  readonly applications: boolean;
}

/**
 * All opportunities of the people who have that address, newest first: a request for each address, and nothing else is
 * relied on. Lever docs, "Opportunities > List all opportunities": `email`.
 */
export const opportunitiesByEmail = defineLoader<ConnectionScope, EmailKey, readonly Opportunity[]>({
  name: "opportunitiesByEmail",
  keyOf: ({ email, expand }) => `${email} ${expand.includes("applications")}`,
  batch: (scope, keys) => {
    const expand = [...new Set(keys.flatMap((key) => key.expand))].sort();
    return each(keys, async ({ email }) => (await readByEmails(scope, [email], expand)).rows);
  },
});

/**
 * What Lever answers to those addresses in one list. More than one is not documented: whoever asks so has to see whether
 * all were looked for. `isOdd`: ends the reading after a page that can't be an answer to it.
 * @throws LeverError, of a row that can't be read too
 */
export async function readByEmails(
  scope: ConnectionScope,
  emails: readonly string[],
  expand: readonly OpportunityExpand[],
  isOdd: (page: readonly Opportunity[]) => boolean = () => false,
): Promise<EmailRows> {
  const rows = new Map<string, Opportunity>();
  let [fetchedAt, applications] = [Infinity, expand.includes("applications")];
  for await (const page of scope.lever.pages(opportunityList, {}, { email: emails, expand })) {
    fetchedAt = Math.min(fetchedAt, page.fetchedAt);
    applications &&= !page.refusedExpand.includes("applications");
    const taken = await takeRows(scope, page, expand);
    const failed = taken.find((row) => row instanceof Error);
    if (failed) throw failed;
    const read = taken.filter((row): row is Opportunity => row !== null && !(row instanceof Error));
    for (const row of read) rows.set(row.externalId, row);
    if (isOdd(read)) break;
  }
  const newestFirst = [...rows.values()].sort((one, other) => other.createdAt - one.createdAt);
  return { rows: newestFirst, fetchedAt, applications };
}
