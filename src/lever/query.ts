import type { PathParameters, Query } from "./client.js";
import type { LeverEndpoint } from "./endpoint.js";
import { pathOf } from "./path.js";

/** Rows of a page, the most that Lever gives. Lever docs, "Pagination": `limit` is 1 to 100. */
export const PAGE_ROWS = 100;

/** The longest path with query that is sent, bytes. Lever documents no limit; 8 KB is what common servers take. */
export const MAX_URL_BYTES = 8_000;

/** Left for the page token, which is only known once the page before it is there. Lever docs, "Pagination". */
const OFFSET_BYTES = 300;

/** A request was planned that is too long for a URL: values have to be spread over several requests. */
export class LeverUrlTooLong extends RangeError {
  override readonly name = "LeverUrlTooLong";

  constructor(template: string, bytes: number) {
    super(`${bytes} bytes of URL for ${template}, ${MAX_URL_BYTES} at most: plan smaller batches`);
  }
}

/**
 * The query as it is sent: repeated parameters for several values, never commas, and in one order, so that equal
 * questions have equal URLs. Lever docs, "Query parameters".
 *
 * Lever's page tokens may look percent-encoded; they are opaque and get encoded once more like any other text.
 */
export function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    valuesOf(value).map((text) => [name, text]),
  );
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return new URLSearchParams(pairs).toString();
}

/**
 * The path and query of a request, below the base URL.
 * @throws InvalidLeverId, LeverUrlTooLong
 */
export function pathAndQueryOf(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query): string {
  const text = queryText(query);
  const pathAndQuery = pathOf(endpoint.path, parameters) + (text === "" ? "" : `?${text}`);
  if (pathAndQuery.length > MAX_URL_BYTES) throw new LeverUrlTooLong(endpoint.path, pathAndQuery.length);
  return pathAndQuery;
}

/**
 * The bytes of URL that a list would take with everything that the client adds, and with room for a page token: for
 * planners, who keep it under {@link MAX_URL_BYTES}.
 * @throws InvalidLeverId
 */
export function urlBytes(endpoint: LeverEndpoint<unknown>, parameters: PathParameters, query: Query): number {
  const full = { limit: PAGE_ROWS, ...(endpoint.confidentiality ? { confidentiality: "all" } : {}), ...query };
  return pathOf(endpoint.path, parameters).length + 1 + queryText(full).length + OFFSET_BYTES;
}

function valuesOf(value: Query[string]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "object" ? value : [String(value)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
