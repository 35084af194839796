import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import type { Page } from "../../paging/connection-types.js";
import { pageOfLeverList } from "../../paging/lever-list.js";
import type { PageRequest } from "../../paging/page-request.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { opportunityList } from "./opportunity.lever.js";
import type { Opportunity } from "./opportunity.js";
import { takeRows } from "./opportunity-rows.loader.js";

/**
 * Rows in one page of Lever's, the most there can be, whatever `first` is: a walk in small steps then costs one
 * request for each hundred rows, the rest comes from the cache. Lever docs, "Pagination".
 */
const PAGE_SIZE = 100;

/** How a page of opportunities is read. */
export interface OpportunityPageQuery {
  readonly query: Query;
  readonly expand: readonly OpportunityExpand[];
  /** A filter that Lever hasn't. */
  readonly accepts?: (row: Opportunity) => boolean;
}

/** A page of Lever's opportunity list. Lever docs, "Opportunities > List all opportunities". */
export function opportunityPage(
  scope: ConnectionScope,
  { query, expand, accepts }: OpportunityPageQuery,
  request: PageRequest,
): Promise<Page<Opportunity>> {
  const { lever } = scope;
  return pageOfLeverList<Opportunity>(
    {
      pageSize: PAGE_SIZE,
      read: async (offset) => {
        const page = await lever.page(opportunityList, {}, { ...query, expand, limit: PAGE_SIZE }, offset);
        const rows = (await takeRows(scope, page, expand)).filter((row) => row !== null);
        return { rows, next: page.next };
      },
      idOf: (row) => row.externalId,
      ...(accepts ? { accepts } : {}),
      loop: () => loopError(lever.connectionId),
    },
    request,
  );
}

function loopError(connectionId: string): LeverError {
  const { method, path: template, permission } = opportunityList;
  return new LeverError(
    "BAD_RESPONSE",
    { method, template, permission, connectionId },
    {
      status: 200,
      acted: "no",
      path: "next",
    },
  );
}

/** The page of a list that nothing can be in. */
export function emptyPage(request: PageRequest): Page<Opportunity> {
  return {
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: request.after !== null, startCursor: null, endCursor: null },
  };
}
