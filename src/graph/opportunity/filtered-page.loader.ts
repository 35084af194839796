import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Page } from "../../paging/connection-types.js";
import { emptyPage } from "../../paging/empty-page.js";
import type { PageRequest } from "../../paging/page-request.js";
import { planListExpand } from "../../planning/expand.js";
import { type Selection, union } from "../../planning/selection.js";
import { stageMappingInForce } from "../stage-mapping/stage-mapping.loader.js";
import { bringKeptRelations } from "./kept-relations.loader.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityFilter } from "./opportunity-filter.js";
import { type ListKind, type ListScope, needsMapping, planList } from "./opportunity-list-plan.js";
import { opportunityPage } from "./opportunity-page.loader.js";

const NO_MAPPING: ListScope["mapping"] = { findemStages: [], inboundStageIds: [] };

/**
 * A page of opportunities by a filter of the graph's; empty, and nothing sent, where nothing can match. The mapping is
 * read only where the filter or the list is about it.
 * @throws GraphQLError BAD_USER_INPUT
 */
export async function filteredPage(
  scope: ConnectionScope,
  filter: OpportunityFilter,
  selection: Selection,
  request: PageRequest,
  kind: ListKind = {},
): Promise<Page<Opportunity>> {
  const { lever, now, load } = scope;
  const mapping = needsMapping(filter, kind) ? (await load(stageMappingInForce, "now")).document : NO_MAPPING;
  const { connectionId, seesConfidential } = lever;
  const plan = planList(filter, kind, { connectionId, seesConfidential, mapping, now });
  if (plan === null) return emptyPage(request);
  const ofRows = union(selection.of("nodes"), selection.of("edges").of("node"));
  const page = await opportunityPage(scope, { ...plan, expand: planListExpand(ofRows) }, request);
  await bringKeptRelations(scope, page.nodes, ofRows);
  return page;
}
