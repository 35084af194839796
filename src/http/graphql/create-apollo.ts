import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "../../observability/logger.js";
import type { Metrics } from "../../observability/metrics.js";
import type { LeverPool } from "../../lever/pool.js";
import { cacheHeader } from "./cache-header.js";
import { costReport } from "./cost-report.js";
import { createErrorFormatter } from "./error-formatter.js";
import { gatewayOnly } from "./gateway-only.js";
import type { HttpContext } from "./http-context.js";
import { limits, type OperationLimits } from "./limits.js";
import { operationHooks } from "./operation-hooks.js";
import { operationLog } from "./operation-log.js";
import { ownExecution } from "./own-execution.js";
import { representations } from "./representations.js";
import { requestId } from "./request-id.js";
import { wholeTexts } from "./whole-texts.js";

/** How operations are run. */
export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly pool: LeverPool;
  readonly logger: Logger;
  /** Introspection is off, and hints about the schema are left out of errors. */
  readonly isProduction: boolean;
  readonly maxTokens: number;
  readonly limits: OperationLimits;
  readonly metrics: Metrics;
}

/**
 * Apollo Server over the subgraph. Its cache-control and tracing plugins are left out: each visits every field of every
 * answer, which halves the throughput of long lists.
 */
export function createApollo(options: ApolloOptions): ApolloServer<HttpContext> {
  const { schema, pool, logger, isProduction, maxTokens, metrics } = options;
  const formatError = createErrorFormatter((error) => logUnexpected(logger, error));
  return new ApolloServer<HttpContext>({
    schema,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: maxTokens },
    formatError,
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      operationHooks(
        gatewayOnly(),
        limits(schema, options.limits),
        representations(schema),
        wholeTexts(),
        ownExecution(schema, formatError),
        cacheHeader(schema),
        costReport(pool),
        requestId(),
        operationLog(logger, metrics),
      ),
    ],
  });
}

/** The message may quote what was asked for: only the place in the code is written down. */
function logUnexpected(logger: Logger, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? framesOf(error) : [];
  logger.error({ error: name, frames }, "an operation failed on a defect");
}

function framesOf({ stack = "" }: Error): readonly string[] {
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "))
    .slice(0, 10);
}

function apolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug({ from: "apollo" }, String(message)),
    info: (message?: unknown) => logger.info({ from: "apollo" }, String(message)),
    warn: (message?: unknown) => logger.warn({ from: "apollo" }, String(message)),
    error: (message?: unknown) => logger.error({ from: "apollo" }, String(message)),
  };
}
