import { LANES } from "../overload/wait-histogram.js";
import type { Overload, OverloadResult } from "../overload/run-overload.js";
import type { BenchResults } from "./results.js";

type Row = readonly string[];

const PER_CENT = 100;

/** What became of an overload, a column for each number of replicas; the first row is the head. */
export function overloadTable({ overload }: BenchResults): readonly Row[] {
  const runs = overload?.value ?? [];
  const column = (run: Overload): Row =>
    "notRun" in run ? ROWS.map((_, place) => (place === 0 ? run.notRun : "")) : ROWS.map(([, show]) => show(run));
  const columns = runs.map(column);
  return [
    ["", ...runs.map(({ replicas }) => `${replicas} replica${replicas === 1 ? "" : "s"}`)],
    ...ROWS.map(([name], place) => [name, ...columns.map((cells) => cells[place] ?? "")]),
  ];
}

const ROWS: readonly (readonly [name: string, show: (run: OverloadResult) => string])[] = [
  ["requests that Lever answered", ({ answered, allowed }) => `${answered} of ${allowed} possible`],
  ["share of the budget used", ({ answered, allowed }) => `${((answered / allowed) * PER_CENT).toFixed(1)} %`],
  ["429 from Lever", ({ refused }) => String(refused)],
  ["callers' operations answered", ({ interactive }) => `${interactive.completed} of ${interactive.asked}`],
  ["… refused or failed", ({ interactive }) => failures(interactive.failed)],
  ["… time to the answer, p50 / p95", ({ interactive }) => `${interactive.p50Ms} / ${interactive.p95Ms} ms`],
  ["candidacies moved on in bulk", ({ background }) => String(background.advanced)],
  ["candidacies read by the sync", ({ background }) => String(background.synced)],
  ...LANES.map(
    (lane) =>
      [
        `wait for the budget, ${lane}, p50 / p95`,
        ({ waits }: OverloadResult) => `${waits[lane].p50Ms} / ${waits[lane].p95Ms} ms`,
      ] as const,
  ),
];

function failures(failed: Readonly<Record<string, number>>): string {
  const texts = Object.entries(failed).map(([code, count]) => `${count} ${code}`);
  return texts.length === 0 ? "none" : texts.join(", ");
}
