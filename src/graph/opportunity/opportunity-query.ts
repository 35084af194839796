import type { Query } from "../../lever/client.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import { canonicalEmail } from "../../identity/emails.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { confidentialityQuery } from "../confidentiality.js";
import { rangeQuery } from "../date-time-range.js";
import { externalIdsOf } from "../entity-reference.js";
import type { OpportunityFilter } from "./opportunity-filter.js";

/** What a filter asks of Lever; null where nothing can match, so that nothing need be asked. */
export type PlannedQuery = Query | null;

/** What the filter is read for. */
export interface FilterScope {
  readonly connectionId: string;
  /** The caller may see confidential rows, and so may the key. */
  readonly seesConfidential: boolean;
  /** Lever's ids of the stages of a Findem stage, by the mapping in force; none for one that isn't in it. */
  readonly stagesOf: (findemStageIds: readonly string[]) => readonly string[];
  /** Lever's ids of the only stages that the list is about: those that are in each of these; none: all. */
  readonly withins: readonly (readonly string[])[];
}

/**
 * The filter in Lever's words. Lever docs, "Opportunities > List all opportunities".
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function opportunityQuery(filter: OpportunityFilter, scope: FilterScope): PlannedQuery {
  checkLengths(filter);
  const ids = (values: readonly string[] | null | undefined, field: string): readonly string[] | undefined =>
    values ? externalIdsOf(scope.connectionId, values, `filter.${field}`) : undefined;
  const lists = {
    contact_id: ids(filter.candidateIds, "candidateIds"),
    stage_id: stageIds(filter, ids(filter.stageIds, "stageIds"), scope),
    posting_id: ids(filter.postingIds, "postingIds"),
    archived_posting_id: ids(filter.archivedPostingIds, "archivedPostingIds"),
    archive_reason_id: ids(filter.archiveReasonIds, "archiveReasonIds"),
    tag: filter.tags ?? undefined,
    source: filter.sources ?? undefined,
    origin: filter.origins?.map((origin) => origin.toLowerCase()),
    location: filter.postingLocations ?? undefined,
  };
  const confidentiality = confidentialityQuery(filter.confidentiality, scope.seesConfidential);
  if (confidentiality === null || Object.values(lists).some((values) => values?.length === 0)) return null;
  return { ...lists, ...confidentiality, ...plainQuery(filter) };
}

function stageIds(
  { findemStageIds }: OpportunityFilter,
  stages: readonly string[] | undefined,
  { stagesOf, withins }: FilterScope,
): readonly string[] | undefined {
  const wanted = [stages, findemStageIds ? stagesOf(findemStageIds) : undefined, ...withins];
  const [first, ...others] = wanted.filter((ids) => ids !== undefined).map((ids) => new Set(ids));
  return first && [...first].filter((id) => others.every((ids) => ids.has(id)));
}

function plainQuery(filter: OpportunityFilter): Query {
  const { email, archived, snoozed } = filter;
  return {
    email: email == null ? undefined : addressOf(email),
    archived: archived ?? undefined,
    snoozed: snoozed ?? undefined,
    ...rangeQuery("created_at", filter.createdAt, "filter.createdAt"),
    ...rangeQuery("updated_at", filter.updatedAt, "filter.updatedAt"),
    ...rangeQuery("advanced_at", filter.advancedAt, "filter.advancedAt"),
    ...rangeQuery("archived_at", filter.archivedAt, "filter.archivedAt"),
  };
}

function addressOf(text: string): string {
  const email = canonicalEmail(text);
  if (email === null) throw badUserInput("filter.email", "not an address: give one, or leave the field out");
  return email;
}

function checkLengths(filter: OpportunityFilter): void {
  for (const [field, values] of Object.entries(filter) as [string, unknown][]) {
    if (Array.isArray(values) && values.length > MAX_VALUES_PER_REQUEST) {
      throw badUserInput(`filter.${field}`, `give at most ${MAX_VALUES_PER_REQUEST} values`);
    }
  }
}
