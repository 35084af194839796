import type { Selectable, Updateable } from "kysely";
import { toFlag, type SyncStateTable } from "../schema.js";
import type { SyncPatch, SyncRecord } from "../store.js";

/** A row as the rest of the product has it. */
export function toSyncRecord(row: Selectable<SyncStateTable>): SyncRecord {
  return {
    connectionId: row.connection_id,
    state: row.state,
    run: row.run,
    generation: row.generation,
    processed: row.processed,
    estimatedTotal: row.estimated_total,
    pageToken: row.page_token,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    lastError: row.last_error,
    failures: row.failures,
    retryAt: row.retry_at,
    completeSince: row.complete_since,
    fullSince: row.full_since,
    fullTotal: row.full_total,
    listsDeleted: row.lists_deleted === null ? null : row.lists_deleted === 1,
    holder: row.holder,
    heldUntil: row.held_until,
  };
}

const COLUMNS = {
  state: "state",
  run: "run",
  generation: "generation",
  processed: "processed",
  estimatedTotal: "estimated_total",
  pageToken: "page_token",
  startedAt: "started_at",
  finishedAt: "finished_at",
  lastError: "last_error",
  failures: "failures",
  retryAt: "retry_at",
  completeSince: "complete_since",
  fullSince: "full_since",
  fullTotal: "full_total",
  listsDeleted: "lists_deleted",
  holder: "holder",
  heldUntil: "held_until",
} as const satisfies Readonly<Record<keyof SyncPatch, keyof SyncStateTable>>;

/** The columns that a patch names; all others stay as they are. */
export function toSyncColumns(patch: SyncPatch): Updateable<SyncStateTable> {
  const named = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const value = patch[field as keyof SyncPatch];
    if (value === undefined) return [];
    return [[column, typeof value === "boolean" ? toFlag(value) : value] as const];
  });
  return Object.fromEntries(named);
}

/** A sync that an admin asks for, where none was before. */
export function firstSyncRow(connectionId: string, now: number): SyncStateTable {
  return {
    connection_id: connectionId,
    state: "RUNNING",
    run: "FULL",
    generation: 1,
    processed: 0,
    estimated_total: null,
    page_token: null,
    started_at: now,
    finished_at: null,
    last_error: null,
    failures: 0,
    retry_at: 0,
    complete_since: null,
    full_since: null,
    full_total: null,
    lists_deleted: null,
    holder: null,
    held_until: 0,
  };
}
