import type { Query } from "../../lever/client.js";
import { stageHolders, stagesWithSla } from "../../stage-mapping/pipeline.js";
import { slaOf } from "../../stage-mapping/sla.js";
import type { StageMappingDocument } from "../../store/store.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityFilter } from "./opportunity-filter.js";
import { opportunityQuery } from "./opportunity-query.js";

/** What a list adds to its filter. */
export interface ListKind {
  /** Active opportunities in inbound stages only. */
  readonly inbound?: boolean;
  /** Active opportunities in these stages of Lever's only. */
  readonly stageIds?: readonly string[];
}

/** What a list is planned with. */
export interface ListScope {
  readonly connectionId: string;
  readonly seesConfidential: boolean;
  readonly mapping: Pick<StageMappingDocument, "findemStages" | "inboundStageIds">;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** How a list is asked for. */
export interface ListPlan {
  readonly query: Query;
  /** A filter that Lever hasn't. */
  readonly accepts?: (row: Opportunity) => boolean;
}

/** Whether a list can only be planned with the stage mapping. */
export function needsMapping({ findemStageIds, slaStatuses }: OpportunityFilter, { inbound }: ListKind): boolean {
  return inbound === true || findemStageIds != null || slaStatuses != null;
}

/**
 * Plans a list; null where nothing can be in it, so that nothing need be asked.
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function planList(filter: OpportunityFilter, kind: ListKind, scope: ListScope): ListPlan | null {
  const { connectionId, seesConfidential, mapping } = scope;
  const withins = withinsOf(filter, kind, mapping);
  const query = opportunityQuery(filter, {
    connectionId,
    seesConfidential,
    stagesOf: (ids) =>
      mapping.findemStages
        .filter(({ id }) => ids.includes(`${connectionId}.${id}`))
        .flatMap(({ stageIds }) => stageIds),
    withins,
  });
  if (query === null || withins.length === 0) return query && { query };
  // Each of them is about active ones alone.
  if (filter.archived === true || filter.slaStatuses?.length === 0) return null;
  return { query: { ...query, archived: false, ...snoozedQuery(filter) }, ...acceptsOf(filter, scope) };
}

/** The stages that the list is about, by each thing that says so. */
function withinsOf(
  { slaStatuses }: OpportunityFilter,
  { inbound, stageIds }: ListKind,
  mapping: ListScope["mapping"],
): readonly (readonly string[])[] {
  const withins = [inbound && mapping.inboundStageIds, stageIds, slaStatuses && stagesWithSla(mapping)];
  return withins.filter((ids) => typeof ids === "object" && ids !== null);
}

/**
 * `slaStatuses` in Lever's words, as far as they surely let through whatever the clock would: the stages with an SLA,
 * active ones and, where only paused ones are asked for, snoozed ones. Not `advanced_at`: a move between two stages of
 * one Findem stage renews it, and where it is null no span finds the row. And a bound that goes with the clock would make
 * another query of each page, for which Lever's page token is no good. Lever docs, "Pagination".
 */
function snoozedQuery({ slaStatuses, snoozed }: OpportunityFilter): Query {
  const isPausedAlone = slaStatuses?.every((status) => status === "PAUSED") === true;
  return isPausedAlone && snoozed == null ? { snoozed: true } : {};
}

function acceptsOf({ slaStatuses }: OpportunityFilter, { mapping, now }: ListScope): Pick<ListPlan, "accepts"> {
  if (!slaStatuses) return {};
  const wanted = new Set<string>(slaStatuses);
  const holders = stageHolders(mapping);
  return {
    accepts: (row) => {
      const sla = slaOf(holders.get(row.stageExternalId), row, now);
      return sla !== null && wanted.has(sla.status);
    },
  };
}
