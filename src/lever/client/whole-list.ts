import { failure, type CallIdentity } from "../failure.js";
import type { ReadPage } from "./list-reader.js";
import type { Loaded } from "./reads.js";
import { guarded } from "./walk.js";

type Row = ReadPage["rows"][number];

/** What is held in memory at once; larger lists are walked. */
const MAX_ROWS = 200_000;

/**
 * All rows of a list. A row that moves while the list is read may be on two pages: it is taken once, where it came
 * first. Lists are no snapshots. Lever docs, "Pagination".
 * @throws LeverError BAD_RESPONSE where the list doesn't end
 */
export async function wholeList(
  pages: AsyncIterable<Loaded<ReadPage>>,
  call: CallIdentity,
): Promise<Loaded<readonly Row[]>> {
  const rows = new Map<unknown, Row>();
  let fetchedAt = Infinity;
  let bytes = 0;
  for await (const page of guarded(pages, call)) {
    for (const row of page.value.rows) keep(rows, row);
    if (rows.size > MAX_ROWS) throw failure(call, "BAD_RESPONSE", { status: 200, acted: "yes", path: "next" });
    fetchedAt = Math.min(fetchedAt, page.fetchedAt);
    bytes += page.bytes;
  }
  return { value: [...rows.values()], fetchedAt, bytes };
}

/** Tags and sources have no id: each row is its own. Lever docs, "Tags", "Sources". */
function keep(rows: Map<unknown, Row>, row: Row): void {
  const key = typeof row["id"] === "string" ? row["id"] : row;
  if (!rows.has(key)) rows.set(key, row);
}
