import { expect, test } from "vitest";
import { countsChart } from "../../bench/report/chart.js";
import { cannotTable, countsTable, floorsTable } from "../../bench/report/counts-table.js";
import { latest } from "../../bench/report/latest.js";
import { growthTable } from "../../bench/report/growth-table.js";
import { overloadTable } from "../../bench/report/overload-table.js";
import type { BenchResults, ContestantResult } from "../../bench/report/results.js";
import { terminalTable } from "../../bench/report/terminal-table.js";
import { PHASES } from "../../bench/operations/operation.js";
import { OPERATIONS } from "../../bench/operations/operations.js";
import { readBudget } from "../../bench/counts/request-budget.js";
import { readResults } from "../../bench/report/results.js";

const MEASURED = { measuredAt: "2026-06-01T00:00:00.000Z", node: "v20.0.0" };

function contestant(name: string, [cold, warm, revalidated]: readonly [number, number, number]): ContestantResult {
  const phase = (requests: number, fewest: number) => ({ requests, fewest, calls: {} });
  return {
    name,
    operations: [
      {
        ...{ name: "O1", title: "a page", floor: "one", cannot: null },
        phases: { cold: phase(cold, 3), warm: phase(warm, 0), revalidated: phase(revalidated, 1) },
      },
      { name: "O2", title: "entities", floor: "two", phases: null, cannot: "no such thing" },
      { name: "O3", title: "others", floor: "three", phases: null, cannot: "no such thing" },
    ],
  };
}

const RESULTS: BenchResults = {
  counts: { ...MEASURED, value: contestant("ours", [3, 0, 1]) },
  rivals: { ...MEASURED, value: [contestant("theirs", [501, 501, 501])] },
  overload: {
    ...MEASURED,
    value: [
      {
        ...{ replicas: 1, seconds: 60, answered: 611, allowed: 620, refused: 2, calls: {} },
        interactive: { asked: 360, completed: 358, failed: { ATS_RATE_LIMITED: 2 }, p50Ms: 90, p95Ms: 200 },
        background: { advanced: 100, failed: 0, synced: 900 },
        waits: {
          interactive: { requests: 358, p50Ms: 60, p95Ms: 150 },
          "follow-up": { requests: 200, p50Ms: 4_000, p95Ms: 9_000 },
          background: { requests: 9, p50Ms: 5_000, p95Ms: 12_000 },
        },
      },
      { replicas: 2, notRun: "No Redis here" },
    ],
  },
  growth: {
    ...MEASURED,
    value: [480, 9_600].map((activeOpportunities) => ({
      size: { activeOpportunities, archivedOpportunities: 400 },
      operations: [
        {
          name: "O2",
          counts: {
            cold: { requests: activeOpportunities / 100, fewest: 1 },
            warm: { requests: 0, fewest: 0 },
            revalidated: { requests: 1, fewest: 1 },
          },
        },
      ],
      keptBytes: (activeOpportunities + 400) * 3 * 1_048.576,
    })),
  },
  cpu: null,
  memory: null,
};

test("the table of growth has a column for each size, and what is kept for a thousand", () => {
  expect(growthTable(RESULTS)).toEqual([
    ["opportunities of the account", "880", "10,000"],
    ["of them active", "480", "9,600"],
    ["requests, O2", "4.8 / 0 / 1", "96 / 0 / 1"],
    ["memory for all of them, read and kept", "2.6 MiB", "30.0 MiB"],
    ["… for each 1,000", "3.0 MiB", "3.0 MiB"],
  ]);
});

test("the table of counts has a row for each operation and a column for each contestant", () => {
  expect(countsTable(RESULTS)).toEqual([
    ["", "what is asked for", "fewest possible", "ours", "theirs"],
    ["O1", "a page", "3 / 0 / 1", "3 / 0 / 1", "501 / 501 / 501"],
    ["O2", "entities", "–", "–", "–"],
    ["O3", "others", "–", "–", "–"],
  ]);
});

test("what a rival has no answer to is said once for each reason", () => {
  expect(cannotTable(RESULTS)).toEqual([
    ["rival", "has no answer to", "because"],
    ["theirs", "O2, O3", "no such thing"],
  ]);
});

test("what was counted anew takes the place of what was known, and the rest stays in its order", () => {
  const [known, anew] = [contestant("theirs", [5, 5, 5]), contestant("theirs", [4, 4, 4])];
  const onlyFirst = { ...anew, operations: anew.operations.slice(0, 1) };
  const order = { contestants: ["theirs", "nobody's"], operations: ["O1", "O2", "O3"] };
  const [theirs, ...others] = latest([onlyFirst], [known], order);
  expect(others).toEqual([]);
  expect(theirs?.operations.map(({ name }) => name)).toEqual(["O1", "O2", "O3"]);
  expect(theirs?.operations[0]?.phases?.cold.requests).toBe(4);
  expect(theirs?.operations[1]).toEqual(known.operations[1]);
});

test("the floors are told with their formulas", () => {
  expect(floorsTable(RESULTS)).toContainEqual(["O1", "one"]);
});

test("an overload is told with its share of the budget, and one that did not run with its reason", () => {
  const table = overloadTable(RESULTS);
  expect(table[0]).toEqual(["", "1 replica", "2 replicas"]);
  expect(table[1]).toEqual(["requests that Lever answered", "611 of 620 possible", "No Redis here"]);
  expect(table).toContainEqual(["share of the budget used", "98.5 %", ""]);
  expect(table).toContainEqual(["… refused or failed", "2 ATS_RATE_LIMITED", ""]);
  expect(table).toContainEqual(["wait for the budget, background, p50 / p95", "5000 / 12000 ms", ""]);
});

test("a table for the terminal has its columns under each other", () => {
  const rows = [
    ["", "cold"],
    ["O1", "3"],
    ["longer", "501"],
  ];
  expect(terminalTable(rows).split("\n")).toEqual(["        cold", "------  ----", "O1      3", "longer  501"]);
});

test("the chart has a bar for each count, the longer the more, and says who has no answer", () => {
  const chart = countsChart(RESULTS);
  expect(chart).toMatch(/^<svg [^>]*viewBox/);
  const widths = [...chart.matchAll(/width="([\d.]+)" height="9"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(2);
  expect(widths[1]).toBeGreaterThan(widths[0]!);
  expect(chart).toContain("<title>theirs: 501</title>");
  expect(chart.match(/has no answer/g)).toHaveLength(4);
});

test("without results there is a chart and a table all the same", () => {
  const nothing = { counts: null, rivals: null, overload: null, growth: null, cpu: null, memory: null };
  expect(countsTable(nothing)).toEqual([["not measured"]]);
  expect(countsChart(nothing)).toContain("</svg>");
});

test("the results that are shown are of today's operations, and this subgraph's are what the budget says", async () => {
  const { counts, rivals } = await readResults();
  const names = OPERATIONS.map(({ name }) => name);
  expect(counts?.value.operations.map(({ name }) => name)).toEqual(names);
  for (const rival of rivals?.value ?? []) expect(rival.operations.map(({ name }) => name)).toEqual(names);
  const shown = counts?.value.operations.map(({ name, phases }) => [
    name,
    Object.fromEntries(PHASES.map((phase) => [phase, phases?.[phase].requests])),
  ]);
  expect(Object.fromEntries(shown ?? [])).toEqual(await readBudget());
});
