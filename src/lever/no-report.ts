import type { CostReport } from "./scope.js";

/** Of what nobody waits for: it counts in no operation. */
export const NO_REPORT: CostReport = {
  onRequest: () => undefined,
  onCacheHit: () => undefined,
  onCoalesced: () => undefined,
  onWaited: () => undefined,
  onStale: () => undefined,
};
