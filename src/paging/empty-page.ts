import type { Page } from "./connection-types.js";
import type { PageRequest } from "./page-request.js";

/** The page of a list that nothing can be in. */
export function emptyPage<Row>({ after }: Pick<PageRequest, "after">): Page<Row> {
  return {
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: after !== null, startCursor: null, endCursor: null },
  };
}
