import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import type { LeverPage, Query } from "../../lever/client.js";
import { idOf } from "../../lever/reading.js";
import { changesFrom } from "../../sync/overlap.js";
import { isVisible } from "../confidentiality.js";
import { deletedOpportunityList } from "../deleted-opportunity/deleted-opportunity.lever.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import { countedRows } from "./counted-rows.loader.js";
import type { ActiveRow, RowChanges } from "./kept-rows.js";

/** Whether the key may list deletions is asked again after so long, milliseconds: it may be ticked at any time. */
const REFUSED_FOR_MS = 60 * 60_000;

const LISTS_DELETED = "lists-deleted-opportunities";

/** What has changed since a look at the account. */
export interface ChangesSince {
  readonly changes: RowChanges;
  /** When the first of what tells it was read, milliseconds since the Unix epoch. */
  readonly lookedAt: number;
}

/**
 * Whether all that takes a row out of the active ones can be seen by what changed: deletions are told by a list that
 * needs a permission of its own, and a key without confidential access is not shown a row that became confidential.
 */
export async function seesDepartures({ lever, connection }: ConnectionScope): Promise<boolean> {
  return connection.confidentialAccess === true && (await lever.facts.get<boolean>(LISTS_DELETED)) !== false;
}

/**
 * What changed since `since`, of whatever row: one list of what was updated and one of what was deleted, of few rows as
 * a rule. Null where the first takes more than `mostPages` pages, or Lever refuses it. Lever docs, "Opportunities >
 * Opportunity attributes": `updatedAt` moves with everything that is counted.
 */
export async function changesSince(
  scope: ConnectionScope,
  since: number,
  mostPages: number,
): Promise<ChangesSince | null> {
  const start = changesFrom(since);
  const [updated, deleted] = await Promise.all([updatedSince(scope, start, mostPages), deletedSince(scope, start)]);
  if (updated === null) return null;
  const changes = new Map([...updated.changes, ...deleted.ids.map((id) => [id, null] as const)]);
  return { changes, lookedAt: Math.min(updated.lookedAt, deleted.lookedAt) };
}

async function updatedSince(scope: ConnectionScope, start: number, mostPages: number): Promise<ChangesSince | null> {
  const changes = new Map<string, ActiveRow | null>();
  let lookedAt = Infinity;
  let pages = 0;
  for await (const page of scope.lever.pages(opportunityList, {}, updatedQuery(scope, start))) {
    lookedAt = Math.min(lookedAt, page.fetchedAt);
    for (const row of await countedRows(scope, page.rows)) {
      const isCounted = row.archive === null && isVisible(row, scope.lever.seesConfidential);
      changes.set(row.externalId, isCounted ? row : null);
    }
    if (page.next !== null && ++pages >= mostPages) return null;
  }
  return { changes, lookedAt };
}

/** Confidential ones for everybody: a row that has become one must be seen to go. */
function updatedQuery({ lever, connection }: ConnectionScope, start: number): Query {
  const asksForAll = connection.confidentialAccess === true && !lever.seesConfidential;
  return { updated_at_start: start, ...(asksForAll ? { confidentiality: "all" } : {}) };
}

/** None where the key may not list them. */
async function deletedSince(
  { lever }: ConnectionScope,
  start: number,
): Promise<{ readonly ids: readonly string[]; readonly lookedAt: number }> {
  const nothing = { ids: [], lookedAt: Infinity };
  if ((await lever.facts.get<boolean>(LISTS_DELETED)) === false) return nothing;
  const pages: LeverPage<unknown>[] = [];
  try {
    for await (const page of lever.pages(deletedOpportunityList, {}, { deleted_at_start: start })) pages.push(page);
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "FORBIDDEN")) throw error;
    await lever.facts.set(LISTS_DELETED, false, REFUSED_FOR_MS);
    return nothing;
  }
  return {
    ids: pages.flatMap(({ rows }) => rows.flatMap((row) => idOf((row as { readonly id?: unknown }).id) ?? [])),
    lookedAt: Math.min(...pages.map(({ fetchedAt }) => fetchedAt)),
  };
}
