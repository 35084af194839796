import { register } from "prom-client";
import { describe, expect, test } from "vitest";
import { createMetrics, type Metrics } from "../../src/observability/metrics.js";

/** The samples of a metric, by their labels; those of buckets left out. */
async function samples(metrics: Metrics, name: string): Promise<string[]> {
  const lines = (await metrics.text()).split("\n");
  return lines.filter((line) => line.startsWith(name) && !line.includes("_bucket"));
}

describe("metrics", () => {
  test("count operations by type and outcome, and how long they took", async () => {
    const metrics = createMetrics();
    metrics.operationEnded({ type: "query", code: "OK", durationMs: 250 });
    metrics.operationEnded({ type: "query", code: "OK", durationMs: 1_750 });
    metrics.operationEnded({ type: "mutation", code: "ATS_UNAVAILABLE", durationMs: 5 });
    expect(await samples(metrics, "graphql_operations_total")).toEqual([
      'graphql_operations_total{type="query",code="OK"} 2',
      'graphql_operations_total{type="mutation",code="ATS_UNAVAILABLE"} 1',
    ]);
    expect(await samples(metrics, "graphql_operation_duration_seconds")).toEqual([
      'graphql_operation_duration_seconds_sum{type="query"} 2',
      'graphql_operation_duration_seconds_count{type="query"} 2',
      'graphql_operation_duration_seconds_sum{type="mutation"} 0.005',
      'graphql_operation_duration_seconds_count{type="mutation"} 1',
    ]);
  });

  test("count what was turned away, and tell what is under way", async () => {
    const metrics = createMetrics();
    const running = { count: 2 };
    metrics.operationsUnderWay(() => running.count);
    metrics.shed("lag");
    metrics.shed("lag");
    metrics.shed("account");
    running.count = 3;
    expect(await samples(metrics, "graphql_operations_shed_total")).toEqual([
      'graphql_operations_shed_total{reason="lag"} 2',
      'graphql_operations_shed_total{reason="account"} 1',
    ]);
    expect(await samples(metrics, "graphql_operations_running")).toEqual(["graphql_operations_running 3"]);
  });

  test("count requests to Lever by template, those without an answer included", async () => {
    const metrics = createMetrics();
    metrics.leverCalled({ method: "GET", path: "/opportunities/:opportunity/notes", status: 200, lane: "interactive" });
    metrics.leverCalled({ method: "GET", path: "/opportunities/:opportunity/notes", status: 0, lane: "background" });
    expect(await samples(metrics, "lever_requests_total")).toEqual([
      'lever_requests_total{method="GET",path="/opportunities/:opportunity/notes",status="200",lane="interactive"} 1',
      'lever_requests_total{method="GET",path="/opportunities/:opportunity/notes",status="none",lane="background"} 1',
    ]);
  });

  test("say whether the budget is shared, and nothing of it where nobody shares", async () => {
    const metrics = createMetrics();
    expect(await metrics.text()).not.toContain("lever_budget_shared");
    metrics.budgetShared(true);
    expect(await samples(metrics, "lever_budget_shared")).toEqual(["lever_budget_shared 1"]);
    metrics.budgetShared(false);
    expect(await samples(metrics, "lever_budget_shared")).toEqual(["lever_budget_shared 0"]);
  });

  test("count waiting, cache hits and shared answers", async () => {
    const metrics = createMetrics();
    metrics.leverWaited(1_500, "background");
    metrics.cacheHits(1);
    metrics.cacheHits(1);
    metrics.coalesced();
    expect(await samples(metrics, "lever_wait_seconds")).toEqual([
      'lever_wait_seconds_sum{lane="background"} 1.5',
      'lever_wait_seconds_count{lane="background"} 1',
    ]);
    expect(await samples(metrics, "lever_cache_hits_total")).toEqual(["lever_cache_hits_total 2"]);
    expect(await samples(metrics, "lever_coalesced_total")).toEqual(["lever_coalesced_total 1"]);
  });

  test.each([
    "/opportunities/5f0c3e1a-93c6-4a86-b5d3-d0b6c3f6a111",
    "/contacts/ada@example.com",
    "/opportunities?email=ada",
    "https://api.lever.co/v1/users",
  ])("never tell who %s is", async (path) => {
    const metrics = createMetrics();
    metrics.leverCalled({ method: "GET", path, status: 200, lane: "interactive" });
    expect(await samples(metrics, "lever_requests_total")).toEqual([
      'lever_requests_total{method="GET",path="other",status="200",lane="interactive"} 1',
    ]);
  });

  test("keep no code or method that somebody made up", async () => {
    const metrics = createMetrics();
    for (const code of ["ada@example.com", "code-1", "", "A".repeat(51)]) {
      metrics.operationEnded({ type: "unknown", code, durationMs: 1 });
    }
    metrics.leverCalled({ method: "HACK", path: "/users", status: 405, lane: "follow-up" });
    expect(await samples(metrics, "graphql_operations_total")).toEqual([
      'graphql_operations_total{type="unknown",code="other"} 4',
    ]);
    expect(await samples(metrics, "lever_requests_total")).toEqual([
      'lever_requests_total{method="other",path="/users",status="405",lane="follow-up"} 1',
    ]);
  });

  test("tell about the process, in Prometheus' format", async () => {
    const metrics = createMetrics();
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await metrics.text();
    expect(text).toContain("process_cpu_seconds_total");
    expect(text).toContain("nodejs_eventloop_lag_seconds");
  });

  test("of one service are not those of another, nor of the whole process", async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.cacheHits(1);
    expect(await samples(other, "lever_cache_hits_total")).toEqual(["lever_cache_hits_total 0"]);
    expect(await register.metrics()).toBe("\n");
  });
});
