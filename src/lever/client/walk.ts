import type { Fetched } from "../client.js";
import { failure, type CallIdentity } from "../failure.js";
import type { LeftOut } from "./list-access.js";
import type { ReadPage } from "./list-reader.js";

/** Pages in a row without a row, while Lever says that there are more, before it is taken for broken. */
const MAX_EMPTY_PAGES = 5;

/** A list without an end is broken: ten million rows are more than any account of Lever's has. */
const MAX_PAGES = 100_000;

/** Reads the page of a token; `leftOut`: what had to be left out of the pages before. */
export type PageReader<Page> = (offset: string | undefined, leftOut: LeftOut | undefined) => Promise<Page>;

/**
 * Follows a list from page to page, to its last.
 *
 * A token belongs to the query that it came from, so what was left out of one page stays out of the next. Lever docs,
 * "Pagination".
 */
export async function* walk<Page extends Fetched<ReadPage>>(read: PageReader<Page>): AsyncGenerator<Page, void, void> {
  let offset: string | undefined;
  let leftOut: LeftOut | undefined;
  do {
    const page = await read(offset, leftOut);
    yield page;
    offset = page.value.next ?? undefined;
    leftOut = page.value.leftOut;
  } while (offset !== undefined);
}

/**
 * Guards a walk: a list that goes round in a loop, or on and on without rows, would otherwise never end.
 * @throws LeverError BAD_RESPONSE in place of the page that would follow
 */
export async function* guarded<Page extends Fetched<ReadPage>>(
  pages: AsyncIterable<Page>,
  call: CallIdentity,
): AsyncGenerator<Page, void, void> {
  const seen = new Set<string>();
  let emptyPages = 0;
  for await (const page of pages) {
    const { rows, next } = page.value;
    emptyPages = rows.length === 0 ? emptyPages + 1 : 0;
    yield page;
    if (next === null) return;
    const isBroken = seen.has(next) || emptyPages >= MAX_EMPTY_PAGES || seen.size >= MAX_PAGES;
    if (isBroken) throw failure(call, "BAD_RESPONSE", { status: 200, acted: "yes", path: "next" });
    seen.add(next);
  }
}
