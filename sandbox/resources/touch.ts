import type { ContactRecord, OpportunityRecord } from "../data.js";
import type { Account } from "../routing/account.js";

/** Moves `updatedAt` of an opportunity that was written to. Lever docs, "Opportunity attributes": `updatedAt`. */
export function touch(opportunity: OpportunityRecord, account: Account): void {
  opportunity.updatedAt = account.now();
}

/** Moves `updatedAt` of all opportunities of a person: a change of the contact is one of each of them. */
export function touchAllOf(contact: ContactRecord, account: Account): void {
  for (const opportunity of account.data.opportunities.values()) {
    if (opportunity.contact === contact.id) touch(opportunity, account);
  }
}
