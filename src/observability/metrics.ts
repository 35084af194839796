import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { codeLabel, methodLabel, pathLabel, statusLabel } from "./labels.js";

/** A GraphQL operation that has been answered. */
export interface EndedOperation {
  /** `unknown` where it could not be read that far. */
  readonly type: "query" | "mutation" | "subscription" | "unknown";
  /** `OK`, or the code of its first error. */
  readonly code: string;
  readonly durationMs: number;
}

/** Who asks Lever: somebody who waits, what follows their writes, or nobody who waits. */
export type LaneLabel = "interactive" | "follow-up" | "background";

/** A request that really went to Lever. */
export interface LeverRequest {
  readonly method: string;
  /** The template ("/opportunities/:opportunity/notes"). */
  readonly path: string;
  /** 0 when no answer came. */
  readonly status: number;
  readonly lane: LaneLabel;
}

/** Counts what happens, for Prometheus. No label says for whom: no account, no id, no address. */
export interface Metrics {
  operationEnded(operation: EndedOperation): void;
  leverCalled(request: LeverRequest): void;
  /** A request waited for the budget. */
  leverWaited(waitedMs: number, lane: LaneLabel): void;
  /** So many answers came from a cache. */
  cacheHits(answers: number): void;
  /** An answer was shared with a request that was already under way. */
  coalesced(): void;
  /** Whether replicas share the request budget now, or this one spends its share by itself; never said without Redis. */
  budgetShared(isShared: boolean): void;
  /** An operation was turned away, for a reason of few. */
  shed(reason: "places" | "account" | "lag"): void;
  /** Says from now on how many operations are under way. */
  operationsUnderWay(count: () => number): void;
  /** Of {@link text}. */
  readonly contentType: string;
  /** All that was counted, in Prometheus' text format. */
  text(): Promise<string>;
}

const OPERATION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
const WAIT_SECONDS = [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 4, 5, 7.5, 10, 15, 25];
const MS_PER_SECOND = 1_000;

/** Metrics with a registry of their own, those of the process included. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operations = operationMetrics(registry);
  const lever = leverMetrics(registry);
  let sharing: Gauge | null = null;
  return {
    operationEnded: ({ type, code, durationMs }) => {
      operations.ended.inc({ type, code: codeLabel(code) });
      operations.duration.observe({ type }, durationMs / MS_PER_SECOND);
    },
    leverCalled: ({ method, path, status, lane }) => {
      lever.requests.inc({ method: methodLabel(method), path: pathLabel(path), status: statusLabel(status), lane });
    },
    leverWaited: (waitedMs, lane) => lever.wait.observe({ lane }, waitedMs / MS_PER_SECOND),
    cacheHits: (answers) => lever.cacheHits.inc(answers),
    coalesced: () => lever.coalesced.inc(),
    budgetShared: (isShared) => {
      sharing ??= sharingGauge(registry);
      sharing.set(isShared ? 1 : 0);
    },
    shed: (reason) => operations.shed.inc({ reason }),
    operationsUnderWay: (count) => underWay(registry, count),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function operationMetrics(registry: Registry) {
  const registers = [registry];
  return {
    ended: new Counter({
      name: "graphql_operations_total",
      help: "GraphQL operations that were answered, by type and outcome",
      labelNames: ["type", "code"],
      registers,
    }),
    duration: new Histogram({
      name: "graphql_operation_duration_seconds",
      help: "From a GraphQL operation's arrival to its answer",
      labelNames: ["type"],
      buckets: OPERATION_SECONDS,
      registers,
    }),
    shed: new Counter({
      name: "graphql_operations_shed_total",
      help: "GraphQL operations that were turned away with OVERLOADED, by reason",
      labelNames: ["reason"],
      registers,
    }),
  };
}

function underWay(registry: Registry, count: () => number): void {
  new Gauge({
    name: "graphql_operations_running",
    help: "GraphQL operations that are under way",
    registers: [registry],
    collect() {
      this.set(count());
    },
  });
}

function sharingGauge(registry: Registry): Gauge {
  return new Gauge({
    name: "lever_budget_shared",
    help: "1 while replicas share the request budget through Redis, 0 while this one spends its share by itself",
    registers: [registry],
  });
}

function leverMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: "lever_requests_total",
      help: "Requests that went to Lever, by method, path template, status and lane",
      labelNames: ["method", "path", "status", "lane"],
      registers,
    }),
    wait: new Histogram({
      name: "lever_wait_seconds",
      help: "How long requests waited for the request budget, of those that had to, by lane",
      labelNames: ["lane"],
      buckets: WAIT_SECONDS,
      registers,
    }),
    cacheHits: new Counter({ name: "lever_cache_hits_total", help: "Answers that came from a cache", registers }),
    coalesced: new Counter({
      name: "lever_coalesced_total",
      help: "Answers shared with a request that was already under way",
      registers,
    }),
  };
}
