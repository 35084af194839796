import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { objectOf } from "../../lever/reading.js";
import { isVisible } from "../confidentiality.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { toOpportunity } from "../opportunity/opportunity.mapper.js";
import { OPPORTUNITY_KIND } from "../opportunity/opportunity-rows.loader.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";
import type { NewOpportunity } from "./new-opportunity.js";

/**
 * The opportunity as Lever's answer to its creation shows it; null where it has to be read. Lever answers some writes
 * with the contact's fields left blank: what was asked for has to be there. Lever docs, "Opportunities > Create an
 * opportunity": the answer is the opportunity.
 */
export function createdRow(
  { lever, now }: Pick<ConnectionScope, "lever" | "now">,
  fields: NewOpportunity,
  answer: unknown,
): Opportunity | null {
  const wire = objectOf(answer);
  if (!wire || fields.parseResume) return null;
  try {
    const source = { connectionId: lever.connectionId, fetchedAt: now, applications: "notAsked" } as const;
    const row = toOpportunity(source, wire as unknown as OpportunityWire);
    return isAsAsked(row, fields) && isVisible(row, lever.seesConfidential) ? row : null;
  } catch (error) {
    if (error instanceof LeverError) return null;
    throw error;
  }
}

/**
 * Keeps it as a row that was read, so that what is written to it next need not look for it. Not where it is for a
 * posting: Lever leaves the posting's location out of this answer. Seen in answers of real accounts.
 */
export async function keepCreatedRow(
  { lever, opportunities, clock }: ConnectionScope,
  fields: NewOpportunity,
  row: Opportunity,
): Promise<void> {
  if (fields.postingExternalId !== undefined) return;
  const { externalId: opportunityId, candidateExternalId: contactId } = row;
  // It is of after its own creation, which has made everything out of date that was read until this very millisecond.
  const entry = { value: row, fetchedAt: clock.epochMs() + 1 };
  await Promise.all([
    lever.entities.setMany(OPPORTUNITY_KIND, [[opportunityId, entry]], OPPORTUNITY_MAX_AGE_MS),
    opportunities.learn(lever.connectionId, [{ opportunityId, contactId }]),
  ]);
}

/** A person who was there before keeps their own name. */
function isAsAsked({ name, emails, links, tags }: Opportunity, fields: NewOpportunity): boolean {
  const holds = (there: readonly string[], asked: readonly string[] = []): boolean => {
    const known = new Set(there.map((text) => text.toLowerCase()));
    return asked.every((text) => known.has(text.toLowerCase()));
  };
  return Boolean(name) && holds(emails, fields.emails) && holds(links, fields.links) && holds(tags, fields.tags);
}
