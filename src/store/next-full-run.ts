import type { SyncPatch, SyncRecord } from "./sync-store.js";

/** What begins another full run after the last one. */
export function nextFullRun({ generation, fullTotal }: SyncRecord, now: number): SyncPatch {
  return {
    state: "RUNNING",
    run: "FULL",
    generation: generation + 1,
    processed: 0,
    estimatedTotal: fullTotal,
    pageToken: null,
    startedAt: now,
    finishedAt: null,
    listsDeleted: null,
  };
}
