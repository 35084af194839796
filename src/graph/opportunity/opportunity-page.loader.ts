import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import type { Page } from "../../paging/connection-types.js";
import type { PageRequest } from "../../paging/page-request.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { listPage } from "../list-page.loader.js";
import { opportunityList } from "./opportunity.lever.js";
import type { Opportunity } from "./opportunity.js";
import { takeRows } from "./opportunity-rows.loader.js";
import { askWithStages, type NarrowedQuery } from "./stage-narrowing.loader.js";

/** How a page of opportunities is read. */
export interface OpportunityPageQuery {
  readonly query: Query;
  readonly expand: readonly OpportunityExpand[];
  /** A filter that Lever hasn't. */
  readonly accepts?: (row: Opportunity) => boolean;
}

/**
 * A page of Lever's opportunity list; stages that don't fit into one request are a filter of ours. Lever docs,
 * "Opportunities > List all opportunities".
 */
export function opportunityPage(
  scope: ConnectionScope,
  { query: wanted, expand, accepts }: OpportunityPageQuery,
  request: PageRequest,
): Promise<Page<Opportunity>> {
  return askWithStages(scope.lever, { ...wanted, expand }, (narrowed) =>
    narrowedPage(scope, narrowed, { expand, ...(accepts ? { accepts } : {}) }, request),
  );
}

function narrowedPage(
  scope: ConnectionScope,
  { query, isWithin }: NarrowedQuery,
  { expand, accepts }: Omit<OpportunityPageQuery, "query">,
  request: PageRequest,
): Promise<Page<Opportunity>> {
  const filters = [isWithin && ((row: Opportunity) => isWithin(row.stageExternalId)), accepts].filter(
    (filter) => filter !== undefined,
  );
  return listPage(
    scope.lever,
    {
      endpoint: opportunityList,
      query,
      take: (page) => takeRows(scope, page, expand),
      idOf: (row) => row.externalId,
      ...(filters.length > 0 ? { accepts: (row) => filters.every((filter) => filter(row)) } : {}),
    },
    request,
  );
}
