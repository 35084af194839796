import type { OperationResult } from "./run-cpu-bench.js";

/** The results as a table of Markdown. */
export function asTable(results: readonly OperationResult[]): string {
  const rows = results.map(({ operation, floor, ratio, rounds }) => {
    const { ours, rival } = meanOf(rounds);
    const spread = `${ratio.min.toFixed(2)}-${ratio.max.toFixed(2)}`;
    return [operation, floor.toFixed(2), ratio.median.toFixed(2), spread, ours.toFixed(0), rival.toFixed(0)];
  });
  const head = ["operation", "floor", "median ratio", "min-max", "ours, requests/s", "rival, requests/s"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

function meanOf(rounds: OperationResult["rounds"]): { readonly ours: number; readonly rival: number } {
  const sum = (which: "ours" | "rival"): number => rounds.reduce((total, round) => total + round[which], 0);
  return { ours: sum("ours") / rounds.length, rival: sum("rival") / rounds.length };
}
