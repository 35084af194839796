import type { ConnectionScope } from "../../context/connection-scope.js";
import type { LeverPage } from "../../lever/client.js";
import { isVisible } from "../confidentiality.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";
import { askWithStages, type NarrowedQuery } from "../opportunity/stage-narrowing.loader.js";
import { countedRows } from "./counted-rows.loader.js";
import { activeAsKept, keepActive } from "./kept-active.loader.js";
import type { ActiveRow } from "./kept-rows.js";
import { WalkForesight } from "./walk-foresight.loader.js";

/** Which active opportunities to go through, by Lever's ids; null: whatever they are in. An empty list: none. */
export interface ActiveRows {
  readonly postingIds: readonly string[] | null;
  readonly stageIds: readonly string[] | null;
}

/**
 * All active opportunities that the caller may see, each once: a hundred cost a request, and none where they were read
 * within their age. Past it, one or two requests tell what changed, but for those of certain postings: which postings a
 * row is of is not on the row. Lever docs, "Opportunities > List all opportunities": `archived`, `posting_id`,
 * `stage_id`; it tells no counts.
 * @throws LeverError RATE_LIMITED, before a request is spent, where the end can't be reached before the deadline;
 * BAD_RESPONSE where a row can't be read, since the counts would be wrong without it
 */
export async function activeRows(scope: ConnectionScope, rows: ActiveRows): Promise<readonly ActiveRow[]> {
  const { postingIds, stageIds } = rows;
  if (postingIds?.length === 0 || stageIds?.length === 0) return [];
  const asKept = postingIds === null ? await activeAsKept(scope, stageIds) : null;
  if (asKept) return within(asKept, stageIds);
  const walked = await askWithStages(scope.lever, queryOf(rows), (narrowed) => walk(scope, narrowed));
  if (postingIds === null) await keepActive(scope, stageIds, walked.rows, walked.lookedAt);
  return walked.rows;
}

function within(rows: readonly ActiveRow[], stageIds: readonly string[] | null): readonly ActiveRow[] {
  if (stageIds === null) return rows;
  const wanted = new Set(stageIds);
  return rows.filter(({ stageExternalId }) => wanted.has(stageExternalId));
}

function queryOf({ postingIds, stageIds }: ActiveRows) {
  return { archived: false, posting_id: postingIds ?? undefined, stage_id: stageIds ?? undefined };
}

async function walk(scope: ConnectionScope, { query, isWithin = () => true }: NarrowedQuery) {
  const rows = new Map<string, ActiveRow>();
  let lookedAt = Infinity;
  for await (const page of pagesInTime(scope, query)) {
    lookedAt = Math.min(lookedAt, page.fetchedAt);
    for (const row of await countedRows(scope, page.rows)) {
      const isWanted = isVisible(row, scope.lever.seesConfidential) && isWithin(row.stageExternalId);
      // A row that moves while the list is read may be on two pages. Lever docs, "Pagination".
      if (isWanted && !rows.has(row.externalId)) rows.set(row.externalId, row);
    }
  }
  return { rows: [...rows.values()], lookedAt };
}

async function* pagesInTime(
  scope: ConnectionScope,
  query: NarrowedQuery["query"],
): AsyncGenerator<LeverPage<OpportunityWire>> {
  const { lever, clock } = scope;
  const foresight = await WalkForesight.begin(scope, query);
  let askedAt = clock.epochMs();
  try {
    await foresight.check(undefined);
    for await (const page of lever.pages(opportunityList, {}, query)) {
      foresight.saw(page, askedAt);
      yield page;
      if (page.next !== null) await foresight.check(page.next);
      askedAt = clock.epochMs();
    }
  } finally {
    await foresight.remember();
  }
}
