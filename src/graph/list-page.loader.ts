import type { LeverClient, LeverPage, Query } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { LeverError } from "../lever/errors.js";
import { madeOnce } from "../loading/made-once.js";
import type { Page } from "../paging/connection-types.js";
import { pageOfLeverList } from "../paging/lever-list.js";
import type { PageRequest } from "../paging/page-request.js";

/**
 * Rows in one page of Lever's, the most there can be, whatever `first` is: a walk in small steps then costs one
 * request for each hundred rows, the rest comes from the cache. Lever docs, "Pagination".
 */
const PAGE_SIZE = 100;

/** A page of Lever's, and the token that it was read by; null for the first. */
export type PlacedPage<Wire> = LeverPage<Wire> & { readonly offset: string | null };

/** A list of Lever's, as a page of ours is made of it. */
export interface ListPageSource<Wire, Row> {
  readonly endpoint: LeverEndpoint<Wire>;
  readonly query: Query;
  /** The border, a page at a time: an Error for a row that can't be read, null for one that is not to be shown. */
  readonly take: (page: PlacedPage<Wire>) => Promise<readonly (Row | Error | null)[]>;
  /** Unique in the list. */
  readonly idOf: (row: Row) => string;
  /** A filter that Lever hasn't. */
  readonly accepts?: (row: Row) => boolean;
}

/** Rows without those that are not to be shown. */
const shownOf = madeOnce((rows: readonly unknown[]): readonly unknown[] => rows.filter((row) => row !== null));

/** A page of a list that is read from Lever as far as the page goes, and no further. */
export function listPage<Wire, Row>(
  lever: LeverClient,
  { endpoint, query, take, idOf, accepts }: ListPageSource<Wire, Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  return pageOfLeverList<Row>(
    {
      pageSize: PAGE_SIZE,
      read: async (offset) => {
        const page = await lever.page(endpoint, {}, { ...query, limit: PAGE_SIZE }, offset);
        const rows = await take({ ...page, offset: offset ?? null });
        return { rows: shownOf(rows) as readonly (Row | Error)[], next: page.next };
      },
      idOf,
      ...(accepts ? { accepts } : {}),
      loop: () => loopError(endpoint, lever.connectionId),
    },
    request,
  );
}

function loopError(endpoint: LeverEndpoint<unknown>, connectionId: string): LeverError {
  const { method, path: template, permission } = endpoint;
  const details = { status: 200, acted: "no", path: "next" } as const;
  return new LeverError("BAD_RESPONSE", { method, template, permission, connectionId }, details);
}
