import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import { isVisible } from "../confidentiality.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";
import { type NarrowedQuery, narrowStages } from "../opportunity/stage-narrowing.loader.js";
import { type CountedRow, toCountedRow } from "./counted-row.mapper.js";
import { WalkForesight } from "./walk-foresight.loader.js";

/** Which active opportunities to go through, by Lever's ids; null: whatever they are in. An empty list: none. */
export interface ActiveRows {
  readonly postingIds: readonly string[] | null;
  readonly stageIds: readonly string[] | null;
}

/**
 * Goes once through all active opportunities that the caller may see, each row once: a hundred cost a request, and none
 * where they were read within their age. Lever docs, "Opportunities > List all opportunities": `archived`, `posting_id`,
 * `stage_id`; it tells no counts.
 * @throws LeverError RATE_LIMITED, before a request is spent, where the end can't be reached before the deadline;
 * BAD_RESPONSE where a row can't be read, since the counts would be wrong without it
 */
export async function walkActive(
  scope: ConnectionScope,
  rows: ActiveRows,
  take: (row: CountedRow) => void,
): Promise<void> {
  if (Object.values(rows).some((ids: ActiveRows["postingIds"]) => ids?.length === 0)) return;
  const { query, isWithin = () => true } = activeQuery(rows);
  const seen = new Set<string>();
  for await (const page of pagesInTime(scope, query)) {
    for (const row of page) {
      // A row that moves while the list is read may be on two pages. Lever docs, "Pagination".
      if (seen.has(row.externalId) || !isWithin(row.stageExternalId)) continue;
      seen.add(row.externalId);
      take(row);
    }
  }
}

function activeQuery({ postingIds, stageIds }: ActiveRows): NarrowedQuery {
  return narrowStages({ archived: false, posting_id: postingIds ?? undefined, stage_id: stageIds ?? undefined });
}

async function* pagesInTime(scope: ConnectionScope, query: Query): AsyncGenerator<readonly CountedRow[]> {
  const { lever, clock } = scope;
  const foresight = await WalkForesight.begin(scope, query);
  let askedAt = clock.epochMs();
  try {
    await foresight.check(undefined);
    for await (const page of lever.pages(opportunityList, {}, query)) {
      foresight.saw(page, askedAt);
      yield await taken(scope, page.rows);
      if (page.next !== null) await foresight.check(page.next);
      askedAt = clock.epochMs();
    }
  } finally {
    await foresight.remember();
  }
}

/** Those that the caller may see; whose they are is learned, as from every row that passes. */
async function taken(scope: ConnectionScope, wires: readonly OpportunityWire[]): Promise<readonly CountedRow[]> {
  const { lever, opportunities } = scope;
  const rows = wires
    .map((wire) => toCountedRow(lever.connectionId, wire))
    .filter((row) => isVisible(row, lever.seesConfidential));
  const contacts = rows.flatMap(({ externalId, contactId }) =>
    contactId === null ? [] : [{ opportunityId: externalId, contactId }],
  );
  await opportunities.learn(lever.connectionId, contacts);
  return rows;
}
