import type { BudgetSharing } from "../lever/budget/replicas/replica-link.js";
import type { Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";
import { nameOf } from "./name-of.js";

/** Says how the request budget is shared, in the log and in the metrics, whenever that changes. */
export function tellSharing(logger: Logger, metrics: Metrics): (sharing: BudgetSharing) => void {
  return (sharing) => {
    const { kind, replicas } = sharing;
    metrics.budgetShared(kind === "shared");
    if (kind === "shared") {
      logger.info({ replicas }, "the request budget is shared through Redis");
      return;
    }
    const error = nameOf(sharing.error);
    logger.warn(
      { replicas, error },
      "Redis is out of reach: this replica spends its share of the request budget by itself",
    );
  };
}
