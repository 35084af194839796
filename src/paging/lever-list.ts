import type { Edge, Page } from "./connection-types.js";
import type { ListPosition } from "./cursor.js";
import type { PageRequest } from "./page-request.js";
import { shownEdges } from "./placed-edge.js";

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
  examined: number;
  end: ListPosition | null;
  more: boolean;
}

/**
 * A page of a list that Lever pages: reads as many of Lever's pages as `first` needs and no more. A row that moved
 * while the list was read comes once. Lever docs, "Pagination".
 */
export async function pageOfLeverList<Row>(source: LeverListSource<Row>, request: PageRequest): Promise<Page<Row>> {
  const walk: Walk<Row> = { edges: [], seenRows: new Set(), examined: 0, end: null, more: true };
  const start = { offset: request.after?.offset ?? null, behind: request.after };
  for await (const page of pagesFrom(source, start)) {
    take(page, { source, request, walk });
    if (isEnough(walk, request, source)) return toPage(walk, request);
  }
  walk.more = false;
  return toPage(walk, request);
}

/** Where a page stands in a walk. */
interface PagePlace {
  /** Lever's token that it was read by; null for the first page. */
  readonly offset: string | null;
  /** Where the page before ended within this one; null where it is read from its beginning. */
  readonly behind: ListPosition | null;
}

type PlacedPage<Row> = SourcePage<Row> & PagePlace;

/** @throws what `source.loop` makes */
async function* pagesFrom<Row>(
  source: LeverListSource<Row>,
  start: PagePlace,
): AsyncGenerator<PlacedPage<Row>, void, void> {
  const seenOffsets = new Set<string>();
  let emptyPages = 0;
  let place = start;
  for (;;) {
    const page = await source.read(place.offset ?? undefined);
    yield { ...page, ...place };
    if (page.next === null) return;
    emptyPages = page.rows.length === 0 ? emptyPages + 1 : 0;
    if (seenOffsets.has(page.next) || emptyPages > MAX_EMPTY_PAGES) throw source.loop();
    seenOffsets.add(page.next);
    place = { offset: page.next, behind: null };
  }
}

/** With a filter of ours, as many rows are looked at as were asked for, and a page that is short has a next one. */
function isEnough<Row>(walk: Walk<Row>, { first }: PageRequest, { accepts, pageSize }: LeverListSource<Row>): boolean {
  return walk.edges.length === first || (accepts !== undefined && walk.examined >= Math.max(first, pageSize));
}

function take<Row>(
  page: PlacedPage<Row>,
  { source, request, walk }: { source: LeverListSource<Row>; request: PageRequest; walk: Walk<Row> },
): void {
  const start = startOf(page, source);
  const edges = shownEdges(page.rows, request);
  for (const [index, row] of page.rows.entries()) {
    if (index < start) continue;
    if (walk.edges.length === request.first) return;
    const rowId = row instanceof Error ? null : source.idOf(row);
    walk.examined += 1;
    walk.end = positionOf(page, index, rowId);
    walk.more = index < page.rows.length - 1 || page.next !== null;
    const isNew = !isSeen(walk.seenRows, rowId);
    if (isNew && isAccepted(row, source)) walk.edges.push(edges.at(index, row, walk.end));
  }
}

function positionOf<Row>({ rows, next, offset }: PlacedPage<Row>, index: number, rowId: string | null): ListPosition {
  // The page after it is where the rows behind the last one are: continuing there costs one request less.
  if (index === rows.length - 1 && next !== null) return { offset: next, rowId: null, index: -1 };
  return { offset, rowId, index };
}

/** Whether the row came before in this walk; from now on it did. */
function isSeen(seenRows: Set<string>, rowId: string | null): boolean {
  if (rowId === null) return false;
  const isSeenBefore = seenRows.has(rowId);
  seenRows.add(rowId);
  return isSeenBefore;
}

function isAccepted<Row>(row: Row | Error, { accepts }: LeverListSource<Row>): boolean {
  return row instanceof Error || accepts?.(row) !== false;
}

/** The index of the first row that is not behind us. */
function startOf<Row>({ rows, behind }: PlacedPage<Row>, source: LeverListSource<Row>): number {
  if (behind === null) return 0;
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
