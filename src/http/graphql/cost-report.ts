import type { OperationReport } from "../../context/operation-report.js";
import type { LeverPool } from "../../lever/pool.js";
import type { OperationHooks } from "./operation-hooks.js";

/**
 * Tells what an operation cost at Lever, in `extensions.lever`, to callers who ask with `x-lever-report: 1`; and
 * everybody, in `extensions.warnings`, when Lever could not be asked and an old answer was served.
 */
export function costReport(pool: LeverPool): OperationHooks {
  return {
    answered: ({ response, contextValue }) => {
      if (response.body.kind !== "single") return;
      const { report, wantsCostReport } = contextValue;
      if (!wantsCostReport && report.oldestStaleAt === null) return;
      response.body.singleResult.extensions = {
        ...response.body.singleResult.extensions,
        ...(wantsCostReport ? { lever: shown(report, pool) } : {}),
        ...(report.oldestStaleAt === null ? {} : { warnings: [staleWarning(report.oldestStaleAt)] }),
      };
    },
  };
}

function shown(report: OperationReport, pool: LeverPool) {
  const { requests, cacheHits, coalesced, waitedMs, calls, fingerprints } = report;
  const left = fingerprints.map((fingerprint) => pool.budget({ fingerprint }).available);
  return {
    requests,
    cacheHits,
    coalesced,
    waitedMs: Math.round(waitedMs),
    // Of the key that has least left, where the operation used several; null where it used none.
    budgetLeft: left.length === 0 ? null : Math.min(...left),
    calls: calls.map(({ method, path, status, ms }) => ({ method, path: shownPath(path), status, ms: Math.round(ms) })),
  };
}

/** "/opportunities/:opportunity/notes" is told as "/opportunities/:id/notes": what is documented for clients. */
function shownPath(template: string): string {
  return template.replaceAll(/:[A-Za-z]+/g, ":id");
}

function staleWarning(fetchedAt: number) {
  return {
    code: "STALE",
    message: "Lever could not be asked: some of this is older than usual.",
    fetchedAt: new Date(fetchedAt).toISOString(),
  };
}
