import type { LeverError } from "./errors.js";
import { failure, type CallIdentity } from "./failure.js";

type Members = Readonly<Record<string, unknown>>;

/** A page as Lever sends it. Lever docs, "Pagination". */
export interface PageContent {
  readonly rows: readonly Members[];
  /** Null on the last page. */
  readonly next: string | null;
}

/** What stands in an envelope beside `data`; an object with nothing else is an envelope. Lever docs, "Pagination". */
const ENVELOPE: ReadonlySet<string> = new Set(["data", "next", "hasNext"]);

/**
 * What an answer holds, without its envelopes.
 *
 * Most answers are `{ data }`. Some are shown bare (feedback templates, forms), some in two envelopes (interviews,
 * panels, webhooks): Lever docs, the examples of those resources. Lever may answer either, so both are taken.
 */
export function contentOf(value: unknown): unknown {
  const once = isMembers(value) && Object.hasOwn(value, "data") ? value["data"] : value;
  return isEnvelope(once) ? once["data"] : once;
}

/**
 * A single object.
 * @throws LeverError BAD_RESPONSE
 */
export function objectIn(value: unknown, call: CallIdentity): Members {
  const content = contentOf(value);
  if (isMembers(content)) return content;
  throw badShape(call, "data");
}

/**
 * One page of a list.
 *
 * Taken as well: a bare array (Lever docs, "Files"), the rows under `data.eeoResponses` ("EEO"), and one object where a
 * list is expected ("Archive reasons", "Profile forms").
 * @throws LeverError BAD_RESPONSE where rows are missing or no objects, or there are more and no way to them
 */
export function pageIn(value: unknown, call: CallIdentity): PageContent {
  const rows = rowsIn(contentOf(value), call);
  rows.forEach((row, index) => {
    if (!isMembers(row)) throw badShape(call, `data.${index}`);
  });
  return { rows: rows as readonly Members[], next: nextIn(pagingOf(value), call) };
}

function rowsIn(content: unknown, call: CallIdentity): readonly unknown[] {
  if (Array.isArray(content)) return content;
  if (!isMembers(content)) throw badShape(call, "data");
  const responses = content["eeoResponses"];
  if (Array.isArray(responses)) return responses;
  // Whatever is no row must not pass for a list of one: an error's body under a 200, an empty object.
  if (!Object.hasOwn(content, "id")) throw badShape(call, "data");
  return [content];
}

/** The inner paging where it stands there. */
function pagingOf(value: unknown): Members {
  if (!isMembers(value)) return {};
  const inner = value["data"];
  return isMembers(inner) && !Object.hasOwn(inner, "id") ? { ...value, ...inner } : value;
}

/** Without `hasNext` there is no more, unless there is a token all the same. Lever docs, "Pagination". */
function nextIn({ hasNext, next }: Members, call: CallIdentity): string | null {
  if (hasNext === false) return null;
  if (typeof next === "string" && next !== "") return next;
  if (hasNext === true) throw badShape(call, "next");
  return null;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEnvelope(value: unknown): value is Members {
  return isMembers(value) && Object.hasOwn(value, "data") && Object.keys(value).every((name) => ENVELOPE.has(name));
}

function badShape(call: CallIdentity, path: string): LeverError {
  return failure(call, "BAD_RESPONSE", { status: 200, acted: "yes", path });
}
