import type { OpportunityRecord } from "../data.js";
import { type SeededRandom } from "./random.js";
import { add, rowsOf, type SeedContext } from "./seed-context.js";
import { DAY_MS } from "./time-spans.js";
import { SUPER_ADMIN_ID } from "./users.js";

/** Anonymises about one in a hundred of the people with all their opportunities, and a single opportunity of others. */
export function anonymizeSome({ data }: SeedContext, candidates: readonly string[], random: SeededRandom): void {
  const byContact = new Map<string, OpportunityRecord[]>();
  for (const opportunity of rowsOf(data.opportunities)) {
    byContact.set(opportunity.contact, [...(byContact.get(opportunity.contact) ?? []), opportunity]);
  }
  for (const contactId of candidates) {
    const opportunities = byContact.get(contactId) ?? [];
    if (random.chance(0.01)) anonymizePerson(contactId, opportunities, { data, random });
    else if (opportunities.length > 1 && random.chance(0.02)) anonymize(opportunities[0], data);
  }
}

interface Chances extends Pick<SeedContext, "data"> {
  readonly random: SeededRandom;
}

function anonymizePerson(
  contactId: string,
  opportunities: readonly OpportunityRecord[],
  { data, random }: Chances,
): void {
  const contact = data.contacts.get(contactId);
  if (contact === undefined) return;
  for (const opportunity of opportunities) anonymize(opportunity, data);
  const empty = random.chance(0.5) ? null : "";
  Object.assign(contact, { name: empty, headline: empty, location: null, emails: [], phones: [], links: [] });
  contact.isAnonymized = true;
}

function anonymize(opportunity: OpportunityRecord | undefined, { applications }: SeedContext["data"]): void {
  if (opportunity === undefined) return;
  opportunity.isAnonymized = true;
  for (const id of opportunity.applications) {
    const application = applications.get(id);
    if (application === undefined) continue;
    Object.assign(application, { name: null, email: null, company: null, phone: null, links: null, comments: null });
  }
}

/** Deletes these opportunities: they move to the list of deleted ones, and their applications go. */
export function deleteOpportunities({ data, now }: SeedContext, ids: readonly string[], random: SeededRandom): void {
  for (const id of ids) {
    const opportunity = data.opportunities.get(id);
    if (opportunity === undefined) continue;
    data.opportunities.delete(id);
    for (const application of opportunity.applications) data.applications.delete(application);
    const deletedAt = now - random.integer(0, 30) * DAY_MS;
    add(data.deletedOpportunities, { ...opportunity, deletedBy: SUPER_ADMIN_ID, deletedAt });
  }
}
