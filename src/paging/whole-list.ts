import type { Page } from "./connection-types.js";
import type { PageRequest } from "./page-request.js";
import { PlacedEdge } from "./placed-edge.js";

/** A page of a list that is held whole. `idOf` must be unique in it. */
export function pageOfWholeList<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  request: PageRequest,
): Page<Row> {
  const { first, after } = request;
  const start = after ? startAfter(rows, idOf, after) : 0;
  const shown = rows.slice(start, start + first);
  const edges = shown.map(
    (node, place) => new PlacedEdge(node, { offset: null, rowId: idOf(node), index: start + place }, request),
  );
  return {
    edges,
    nodes: shown,
    pageInfo: {
      hasNextPage: start + shown.length < rows.length,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Behind the row of the cursor; where it has gone, behind its old place. */
function startAfter<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  { rowId, index }: { readonly rowId: string | null; readonly index: number },
): number {
  const place = rows.findIndex((row) => idOf(row) === rowId);
  return place === -1 ? Math.min(index, rows.length) : place + 1;
}
