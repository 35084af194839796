import type { Edge, Page } from "./connection-types.js";
import type { ListPosition } from "./cursor.js";
import type { PageRequest } from "./page-request.js";

/** One page of Lever's as a list reads it. */
export interface SourcePage<Row> {
  /** An Error for a row that can't be read: it fails alone. */
  readonly rows: readonly (Row | Error)[];
  /** Lever's token of the page after it; null on the last. */
  readonly next: string | null;
}

/** How a list is read, page by page. */
export interface LeverListSource<Row> {
  /** Rows in one page of Lever's: a walk always asks for as many, since tokens are bound to the request. */
  readonly pageSize: number;
  readonly read: (offset: string | undefined) => Promise<SourcePage<Row>>;
  /** Unique in the list. */
  readonly idOf: (row: Row) => string;
  /** A filter that Lever hasn't. With it a page may hold fewer rows than asked for. */
  readonly accepts?: (row: Row) => boolean;
  /** Thrown where Lever's tokens go round in a loop, or its pages stay empty. */
  readonly loop: () => Error;
}

/** So many empty pages in a row that claim to have a next one are taken for a loop. */
const MAX_EMPTY_PAGES = 5;

/** What a walk has gathered. */
interface Walk<Row> {
  readonly edges: Edge<Row>[];
  readonly seenRows: Set<string>;
  readonly seenOffsets: Set<string>;
  examined: number;
  emptyPages: number;
  end: ListPosition | null;
  more: boolean;
}

/**
 * A page of a list that Lever pages: reads as many of Lever's pages as `first` needs and no more. A row that moved
 * while the list was read comes once. Lever docs, "Pagination".
 */
export async function pageOfLeverList<Row>(source: LeverListSource<Row>, request: PageRequest): Promise<Page<Row>> {
  const walk: Walk<Row> = {
    edges: [],
    seenRows: new Set(),
    seenOffsets: new Set(),
    examined: 0,
    emptyPages: 0,
    end: null,
    more: true,
  };
  let offset = request.after?.offset ?? null;
  let behind = request.after;
  for (;;) {
    const page = await source.read(offset ?? undefined);
    take(page, offset, behind, { source, request, walk });
    if (isEnough(walk, request, source)) break;
    if (page.next === null) {
      walk.more = false;
      break;
    }
    walk.emptyPages = page.rows.length === 0 ? walk.emptyPages + 1 : 0;
    if (walk.seenOffsets.has(page.next) || walk.emptyPages > MAX_EMPTY_PAGES) throw source.loop();
    walk.seenOffsets.add(page.next);
    offset = page.next;
    behind = null;
  }
  return toPage(walk, request);
}

/** With a filter of ours, as many rows are looked at as were asked for, and a page that is short has a next one. */
function isEnough<Row>(walk: Walk<Row>, { first }: PageRequest, { accepts, pageSize }: LeverListSource<Row>): boolean {
  return walk.edges.length === first || (accepts !== undefined && walk.examined >= Math.max(first, pageSize));
}

function take<Row>(
  page: SourcePage<Row>,
  offset: string | null,
  behind: ListPosition | null,
  { source, request, walk }: { source: LeverListSource<Row>; request: PageRequest; walk: Walk<Row> },
): void {
  const start = behind ? startAfter(page.rows, behind, source) : 0;
  for (const [index, row] of page.rows.entries()) {
    if (index < start) continue;
    if (walk.edges.length === request.first) return;
    const rowId = row instanceof Error ? null : source.idOf(row);
    walk.examined += 1;
    const isLast = index === page.rows.length - 1;
    // The page after it is where the rows behind the last one are: continuing there costs one request less.
    walk.end = isLast && page.next !== null ? { offset: page.next, rowId: null, index: -1 } : { offset, rowId, index };
    walk.more = !isLast || page.next !== null;
    if (rowId !== null && walk.seenRows.has(rowId)) continue;
    if (rowId !== null) walk.seenRows.add(rowId);
    if (!(row instanceof Error) && source.accepts?.(row) === false) continue;
    walk.edges.push({ cursor: request.cursorOf(walk.end), node: row });
  }
}

function startAfter<Row>(rows: readonly (Row | Error)[], behind: ListPosition, source: LeverListSource<Row>): number {
  if (behind.rowId === null) return behind.index + 1;
  const place = rows.findIndex((row) => !(row instanceof Error) && source.idOf(row) === behind.rowId);
  return place === -1 ? Math.min(behind.index, rows.length) : place + 1;
}

function toPage<Row>({ edges, end, more }: Walk<Row>, { after, cursorOf }: PageRequest): Page<Row> {
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: end ? cursorOf(end) : null,
    },
  };
}
