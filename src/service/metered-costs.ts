import type { CostMeter } from "../lever/cost-meter.js";
import type { Metrics } from "../observability/metrics.js";

/** What asking Lever costs, in the process's metrics. */
export function meteredCosts(metrics: Metrics): CostMeter {
  return {
    onRequest: ({ method, path, status }, lane) => metrics.leverCalled({ method, path, status, lane }),
    onWaited: (waitedMs, lane) => metrics.leverWaited(waitedMs, lane),
    onCacheHit: (answers) => metrics.cacheHits(answers),
    onCoalesced: () => metrics.coalesced(),
  };
}
