import { expect, test } from "vitest";
import { laneCounts, waitsBetween } from "../../bench/overload/wait-histogram.js";

const text = (requests: number, below100Ms: number, below1s: number, all: number): string =>
  [
    `lever_requests_total{method="GET",path="/users",status="200",lane="interactive"} ${requests}`,
    `lever_requests_total{method="GET",path="/users",status="200",lane="background"} 7`,
    `lever_wait_seconds_bucket{le="0.1",lane="interactive"} ${below100Ms}`,
    `lever_wait_seconds_bucket{le="1",lane="interactive"} ${below1s}`,
    `lever_wait_seconds_bucket{le="+Inf",lane="interactive"} ${all}`,
    `lever_wait_seconds_sum{lane="interactive"} 12`,
  ].join("\n");
const nothing = laneCounts([], "interactive");

test("a request that did not wait is in no bucket, and counts as zero", () => {
  const waits = waitsBetween(nothing, laneCounts([text(100, 10, 10, 10)], "interactive"));
  expect(waits).toEqual({ requests: 100, p50Ms: 0, p95Ms: 50 });
});

test("quantiles are interpolated within their bucket", () => {
  const waits = waitsBetween(nothing, laneCounts([text(100, 50, 100, 100)], "interactive"));
  expect(waits).toEqual({ requests: 100, p50Ms: 100, p95Ms: 910 });
});

test("beyond the last bound nothing is known but the bound", () => {
  expect(waitsBetween(nothing, laneCounts([text(10, 0, 0, 10)], "interactive")).p95Ms).toBe(1_000);
});

test("what was counted before does not count, and processes are added up", () => {
  const before = laneCounts([text(40, 40, 40, 40), text(0, 0, 0, 0)], "interactive");
  const after = laneCounts([text(50, 40, 50, 50), text(10, 0, 10, 10)], "interactive");
  expect(waitsBetween(before, after)).toEqual({ requests: 20, p50Ms: 550, p95Ms: 955 });
});

test("lanes are apart", () => {
  expect(laneCounts([text(1, 1, 1, 1)], "background")).toEqual({ requests: 7, waited: new Map() });
});
