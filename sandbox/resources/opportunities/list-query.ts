import { CONFIDENTIALITY_PARAMETER } from "../../routing/confidential.js";
import { PAGE_PARAMETERS } from "../../routing/page.js";
import { email, flag, millis, once, oneOf, type ParsedQuery, repeated, text } from "../../routing/query-parameter.js";
import { selectionParameters } from "../../routing/selection.js";
import { OPPORTUNITY_EXPANDERS } from "../../shapes/opportunity.shape.js";

/** Lever docs, "Opportunities > Opportunity attributes": `origin`. */
export const ORIGINS = ["agency", "applied", "internal", "referred", "sourced", "university"] as const;

/** Lever docs, "List all opportunities". Whether `email` may be repeated is not said: see ListHabits. */
export const LIST_QUERY = {
  ...PAGE_PARAMETERS,
  ...selectionParameters(OPPORTUNITY_EXPANDERS),
  ...CONFIDENTIALITY_PARAMETER,
  tag: repeated(text),
  email: repeated(email),
  origin: repeated(oneOf(...ORIGINS)),
  source: repeated(text),
  stage_id: repeated(text),
  posting_id: repeated(text),
  archived_posting_id: repeated(text),
  created_at_start: once(millis),
  created_at_end: once(millis),
  updated_at_start: once(millis),
  updated_at_end: once(millis),
  advanced_at_start: once(millis),
  advanced_at_end: once(millis),
  archived_at_start: once(millis),
  archived_at_end: once(millis),
  archived: once(flag),
  archive_reason_id: repeated(text),
  snoozed: once(flag),
  contact_id: repeated(text),
  location: repeated(text),
};

export type ListQuery = ParsedQuery<typeof LIST_QUERY>;
