import type { OpportunityIndex } from "../store/store.js";
import type { LinkedPerson, LinkIndex } from "./link-index.js";
import type { SyncedOpportunity } from "./synced-opportunity.mapper.js";

/** Where what is learned goes. */
export interface Learning {
  readonly opportunities: OpportunityIndex;
  readonly index: LinkIndex;
}

/** Of which connection, and in which full run of its sync. */
export interface LearnedIn {
  readonly connectionId: string;
  readonly generation: number;
}

/** Takes in whose the opportunities are, and what these people are found by; people whom Lever has merged are followed. */
export async function learnOpportunities(
  { opportunities, index }: Learning,
  { connectionId, generation }: LearnedIn,
  rows: readonly SyncedOpportunity[],
): Promise<void> {
  const ids = rows.map(({ opportunityId }) => opportunityId);
  const before = await opportunities.contactsOf(connectionId, ids);
  await opportunities.learn(connectionId, rows);
  await index.learn(connectionId, generation, peopleOf(rows));
  const merged = rows.flatMap(({ opportunityId, contactId }) => {
    const from = before.get(opportunityId);
    return from === undefined || from === contactId ? [] : [{ from, into: contactId }];
  });
  await index.follow(connectionId, merged);
}

/** Each person once: of several opportunities, an anonymised one tells less than the others. */
function peopleOf(rows: readonly SyncedOpportunity[]): readonly LinkedPerson[] {
  const people = new Map<string, LinkedPerson>();
  for (const { contactId, links, isWhole, isAnonymous } of rows) {
    const known = people.get(contactId);
    if (!known || (isWhole && !known.isWhole)) people.set(contactId, { contactId, links, isWhole, isAnonymous });
  }
  return [...people.values()];
}
