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

/**
 * All opportunities of the people who have that address, newest first. Lever's documentation speaks of one address,
 * so each costs a request. Lever docs, "Opportunities > List all opportunities": `email`.
 */
export const opportunitiesByEmail = defineLoader<ConnectionScope, EmailKey, readonly Opportunity[]>({
  name: "opportunitiesByEmail",
  keyOf: ({ email, expand }) => `${email} ${expand.includes("applications")}`,
  batch: (scope, keys) => {
    const expand = [...new Set(keys.flatMap((key) => key.expand))].sort();
    return each(keys, ({ email }) => readByEmail(scope, email, expand));
  },
});

async function readByEmail(
  scope: ConnectionScope,
  email: string,
  expand: readonly OpportunityExpand[],
): Promise<readonly Opportunity[]> {
  const rows = new Map<string, Opportunity>();
  for await (const page of scope.lever.pages(opportunityList, {}, { email, expand })) {
    for (const row of await takeRows(scope, page, expand)) {
      if (row instanceof Error) throw row;
      if (row) rows.set(row.externalId, row);
    }
  }
  return [...rows.values()].sort((one, other) => other.createdAt - one.createdAt);
}
