import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Page } from "../../paging/connection-types.js";
import { emptyPage } from "../../paging/empty-page.js";
import type { PageRequest } from "../../paging/page-request.js";
import { type Selection, union } from "../../planning/selection.js";
import type { StageMappingDocument } from "../../store/store.js";
import { expandFor } from "../expand-for.js";
import { stageMappingInForce } from "../stage-mapping/stage-mapping.loader.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityFilter } from "./opportunity-filter.js";
import { opportunityPage } from "./opportunity-page.loader.js";
import { opportunityQuery } from "./opportunity-query.js";

/** What a list adds to its filter. */
export interface ListKind {
  /** Active opportunities in inbound stages only. */
  readonly inbound?: boolean;
}

type Stages = Pick<StageMappingDocument, "findemStages" | "inboundStageIds">;

/**
 * A page of opportunities by a filter of the graph's; empty, and nothing sent, where nothing can match.
 * @throws GraphQLError BAD_USER_INPUT
 */
export async function filteredPage(
  scope: ConnectionScope,
  filter: OpportunityFilter,
  selection: Selection,
  request: PageRequest,
  { inbound = false }: ListKind = {},
): Promise<Page<Opportunity>> {
  const { lever } = scope;
  const mapping = await mappingFor(scope, filter, inbound);
  const query = opportunityQuery(filter, {
    connectionId: lever.connectionId,
    seesConfidential: lever.seesConfidential,
    stagesOf: (ids) =>
      mapping.findemStages
        .filter(({ id }) => ids.includes(`${lever.connectionId}.${id}`))
        .flatMap(({ stageIds }) => stageIds),
    within: inbound ? mapping.inboundStageIds : null,
  });
  if (query === null) return emptyPage(request);
  const expand = await expandFor(scope, union(selection.of("nodes"), selection.of("edges").of("node")));
  return opportunityPage(scope, { query: inbound ? { ...query, archived: false } : query, expand }, request);
}

/** Read only where the filter or the list is about the mapping. */
async function mappingFor(scope: ConnectionScope, filter: OpportunityFilter, inbound: boolean): Promise<Stages> {
  if (!inbound && filter.findemStageIds == null) return { findemStages: [], inboundStageIds: [] };
  return (await scope.load(stageMappingInForce, "now")).document;
}
