import { createHmac } from "node:crypto";
import { once, type ParsedQuery, text, type ValueReader } from "./query-parameter.js";
import { badRequest } from "./refusal.js";
import type { Answer, IncomingCall } from "./route.js";

/** A row at its place in a list: by `rank`, upwards, then by `key`. */
export interface PlacedRow {
  readonly rank: number;
  /** Unique in the list. */
  readonly key: string;
  /** What is answered for it; called for the rows of the page only. */
  render(): unknown;
}

const DEFAULT_LIMIT = 100;

/** Signs page tokens. Nothing secret: it keeps them from being made up, and the same from run to run. */
const SIGNING_KEY = "lever-sandbox";

const limit: ValueReader<number> = (value) => {
  const number = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > 100) throw badRequest("limit must be a whole number from 1 to 100");
  return number;
};

/** The parameters of every list. Lever docs, "Pagination". */
export const PAGE_PARAMETERS = { limit: once(limit), offset: once(text) };

type PageCall = IncomingCall & { readonly query: ParsedQuery<typeof PAGE_PARAMETERS> };

/** Answers a page of a list. `rows` may be in any order. */
export function pageAnswer(call: PageCall, rows: readonly PlacedRow[]): Answer {
  const { limit: size = DEFAULT_LIMIT, offset } = call.query;
  const after = offset === undefined ? null : placeOf(offset, call);
  const remaining = after === null ? [...rows] : rows.filter((row) => compare(row, after) > 0);
  remaining.sort(compare);
  const page = remaining.slice(0, size);
  const data = page.map((row) => row.render());
  const last = page.at(-1);
  const hasNext = remaining.length > page.length && last !== undefined;
  return {
    kind: "json",
    status: 200,
    body: hasNext ? { data, next: tokenOf(last, call), hasNext } : { data, hasNext },
  };
}

/** Rows in the order in which they come. */
export function inOrder<Row>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
  render: (row: Row) => unknown,
): PlacedRow[] {
  return [...rows].map((row, rank) => ({ rank, key: keyOf(row), render: () => render(row) }));
}

/** Rows from the newest to the oldest. */
export function newestFirst<Row extends { readonly id: string; readonly createdAt: number }>(
  rows: Iterable<Row>,
  render: (row: Row) => unknown,
): PlacedRow[] {
  return [...rows].map((row) => ({ rank: -row.createdAt, key: row.id, render: () => render(row) }));
}

type Place = Pick<PlacedRow, "rank" | "key">;

function compare(a: Place, b: Place): number {
  return a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/**
 * Like Lever's, "%5B1%2C1750233409740%2C%22<id>%22...%5D": it looks percent-encoded already, and is opaque all the same,
 * so that it has to be encoded once more when it is sent.
 */
function tokenOf({ rank, key }: Place, call: PageCall): string {
  return encodeURIComponent(JSON.stringify([1, Math.abs(rank), key, signature({ rank, key }, call)]));
}

/** Where the page before ended. A token is good for the very query that it came from, and for no other account. */
function placeOf(token: string, call: PageCall): Place {
  for (const place of possiblePlaces(token)) {
    if (tokenOf(place, call) === token) return place;
  }
  throw badRequest("Invalid offset token: Offset token is invalid for sort");
}

function possiblePlaces(token: string): readonly Place[] {
  try {
    const content: unknown = JSON.parse(decodeURIComponent(token));
    if (!Array.isArray(content)) return [];
    const [, rank, key] = content as unknown[];
    if (typeof rank !== "number" || typeof key !== "string") return [];
    return [
      { rank: -rank, key },
      { rank, key },
    ];
  } catch {
    return [];
  }
}

function signature({ rank, key }: Place, call: PageCall): string {
  const query = new URLSearchParams(call.search);
  query.delete("offset");
  query.sort();
  const parts = JSON.stringify([call.account.data.company, call.path, query.toString(), rank, key]);
  return createHmac("sha256", SIGNING_KEY).update(parts).digest("hex").slice(0, 16);
}
