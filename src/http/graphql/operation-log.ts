import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "../../observability/logger.js";
import type { EndedOperation, Metrics } from "../../observability/metrics.js";
import type { OperationHooks } from "./operation-hooks.js";

/** A client names its operations, and may call one anything. */
const MAX_NAME = 100;

/** One line for each operation, and its count: what it was, how it went, what it cost; nothing of what it said. */
export function operationLog(logger: Logger, metrics: Metrics): OperationHooks {
  return {
    answered: ({ response, contextValue, operation, operationName }) => {
      const { clock, report, requestId, startedAtMs } = contextValue;
      const errors = response.body.kind === "single" ? (response.body.singleResult.errors ?? []) : [];
      const ended: EndedOperation = {
        type: operation?.operation ?? "unknown",
        code: errors[0] ? codeOf(errors[0]) : "OK",
        durationMs: clock.monotonicMs() - startedAtMs,
      };
      metrics.operationEnded(ended);
      logger.info(
        {
          requestId,
          operation: operationName?.slice(0, MAX_NAME) ?? null,
          type: ended.type,
          code: ended.code,
          errors: errors.length,
          durationMs: Math.round(ended.durationMs),
          leverRequests: report.requests,
          leverWaitedMs: Math.round(report.waitedMs),
        },
        "operation",
      );
    },
  };
}

function codeOf({ extensions }: GraphQLFormattedError): string {
  const code = extensions?.["code"];
  return typeof code === "string" ? code : "UNKNOWN";
}
