import type { Page } from "./connection-types.js";
import type { ListPosition } from "./cursor.js";
import type { PageRequest } from "./page-request.js";
import { PlacedEdge } from "./placed-edge.js";

/** Where a row of a kept list stands: by when it came to be, and of those of one moment by its id. */
export interface KeptPlace {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly id: string;
}

/** How a list that the store keeps is read and shown. */
export interface KeptList<Row extends KeptPlace, Node> {
  /** At most `limit` rows behind `before`, newest first. */
  readonly read: (limit: number, before: KeptPlace | null) => Promise<readonly Row[]>;
  readonly toNode: (row: Row) => Node;
}

/**
 * A page of a list that the store keeps in the order of {@link KeptPlace}, newest first. Only the page itself is read,
 * and one row more, which tells whether there is a next one.
 */
export async function pageOfKeptList<Row extends KeptPlace, Node>(
  { read, toNode }: KeptList<Row, Node>,
  request: PageRequest,
): Promise<Page<Node>> {
  const { first, after } = request;
  const rows = await read(first + 1, after && toPlace(after));
  const edges = rows.slice(0, first).map((row) => new PlacedEdge(toNode(row), toPosition(row), request));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function toPosition({ at, id }: KeptPlace): ListPosition {
  return { offset: null, rowId: id, index: at };
}

function toPlace({ index, rowId }: ListPosition): KeptPlace {
  return { at: index, id: rowId ?? "" };
}
