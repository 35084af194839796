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
import { cacheHeader } from "./cache-header.plugin.js";
import { costReport } from "./cost-report.plugin.js";
import { createErrorFormatter } from "./error-formatter.js";
import { gatewayOnly } from "./gateway-only.plugin.js";
import type { HttpContext } from "./http-context.js";
import { limits, type OperationLimits } from "./limits.plugin.js";
import { operationLog } from "./operation-log.plugin.js";
import { representations } from "./representations.plugin.js";
import { requestId } from "./request-id.plugin.js";
import { wholeTexts } from "./whole-texts.plugin.js";

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
    formatError: createErrorFormatter((error) => logUnexpected(logger, error)),
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      gatewayOnly(),
      limits(schema, options.limits),
      representations(schema),
      wholeTexts(),
      cacheHeader(schema),
      costReport(pool),
      requestId(),
      operationLog(logger, metrics),
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
