import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { objectOf } from "../../lever/reading.js";
import { isVisible } from "../confidentiality.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { toOpportunity } from "../opportunity/opportunity.mapper.js";
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

/** A person who was there before keeps their own name. */
function isAsAsked({ name, emails, links, tags }: Opportunity, fields: NewOpportunity): boolean {
  const holds = (there: readonly string[], asked: readonly string[] = []): boolean => {
    const known = new Set(there.map((text) => text.toLowerCase()));
    return asked.every((text) => known.has(text.toLowerCase()));
  };
  return Boolean(name) && holds(emails, fields.emails) && holds(links, fields.links) && holds(tags, fields.tags);
}
