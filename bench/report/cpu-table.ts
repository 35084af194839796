import type { ThroughputResult } from "../cpu/run-cpu-bench.js";
import type { BenchResults } from "./results.js";

type Row = readonly string[];

/** Our throughput as a multiple of a default Apollo Server's; the first row is the head. */
export function cpuTable({ cpu }: BenchResults): readonly Row[] {
  if (cpu === null) return [["not measured"]];
  return [
    ["", "at least", "median", "least and most", "this subgraph, a second", "Apollo Server, a second"],
    ...cpu.value.operations.map((result) => {
      const { operation, floor, ratio } = result;
      const spread = `${ratio.min.toFixed(2)} – ${ratio.max.toFixed(2)} of ${ratio.rounds}`;
      const { ours, rival } = meanOf(result);
      return [operation, floor.toFixed(2), ratio.median.toFixed(2), spread, ours.toFixed(0), rival.toFixed(0)];
    }),
  ];
}

/** How long the service takes to start; the first row is the head. */
export function startTable({ cpu }: BenchResults): readonly Row[] {
  if (cpu === null) return [["not measured"]];
  const { median, all } = cpu.value.startMs;
  return [
    ["from the start of the process to its first line", "median", "all"],
    ["the built service, a new data folder each time", `${median} ms`, all.join(", ")],
  ];
}

const MEBI = 2 ** 20;

/** What the process held under a steady load; the first row is the head. */
export function memoryTable({ memory }: BenchResults): readonly Row[] {
  if (memory === null) return [["not measured"]];
  return [
    ["minute", "heap in use after a collection, MiB", "memory of the process, MiB", "operations answered"],
    ...memory.value.samples.map(({ minute, heapUsed, rss, operations }) => [
      ...[minute.toFixed(0), (heapUsed / MEBI).toFixed(1), (rss / MEBI).toFixed(0), String(operations)],
    ]),
  ];
}

function meanOf({ rounds }: ThroughputResult): { readonly ours: number; readonly rival: number } {
  const sum = (which: "ours" | "rival"): number => rounds.reduce((total, round) => total + round[which], 0);
  return { ours: sum("ours") / rounds.length, rival: sum("rival") / rounds.length };
}
