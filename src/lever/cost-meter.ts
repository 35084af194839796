import type { CallReport, CostReport, Lane } from "./scope.js";

/** Counts over all operations of a process what they cost, background work included, by the lane that asked. */
export interface CostMeter {
  onRequest(call: CallReport, lane: Lane): void;
  /** Waited for the budget, milliseconds. */
  onWaited(waitedMs: number, lane: Lane): void;
  /** So many answers came from a cache. */
  onCacheHit(answers: number): void;
  /** An answer was shared with a request that was already under way. */
  onCoalesced(): void;
}

/** An operation's report that tells the meter too. */
export function metered(report: CostReport, lane: Lane, meter: CostMeter): CostReport {
  return {
    onRequest: (call) => {
      report.onRequest(call);
      meter.onRequest(call, lane);
    },
    onWaited: (waitedMs) => {
      report.onWaited(waitedMs);
      meter.onWaited(waitedMs, lane);
    },
    onCacheHit: (answers) => {
      report.onCacheHit(answers);
      meter.onCacheHit(answers);
    },
    onCoalesced: () => {
      report.onCoalesced();
      meter.onCoalesced();
    },
    onStale: (fetchedAt) => report.onStale(fetchedAt),
  };
}
