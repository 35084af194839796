import { PHASES } from "../operations/operation.js";
import type { BenchResults, ContestantResult, OperationResult } from "./results.js";

type Row = readonly string[];

/** Requests of every contestant, cold / warm / revalidated; the first row is the head. */
export function countsTable({ counts, rivals }: BenchResults): readonly Row[] {
  if (counts === null) return [["not measured"]];
  const own = counts.value;
  const others = rivals?.value ?? [];
  return [
    ["", "what is asked for", "fewest possible", own.name, ...others.map(({ name }) => name)],
    ...own.operations.map((operation) => [
      operation.name,
      operation.title,
      cell(operation, "fewest"),
      cell(operation, "requests"),
      ...others.map((rival) => rivalCell(rival, operation.name)),
    ]),
  ];
}

/** How the fewest requests of an operation are reckoned; the first row is the head. */
export function floorsTable({ counts }: BenchResults): readonly Row[] {
  const rows = (counts?.value.operations ?? []).map(({ name, floor }) => [name, floor]);
  return [["", "the fewest requests"], ...rows];
}

/** What a rival has no answer to, and why; the first row is the head. */
export function cannotTable({ rivals }: BenchResults): readonly Row[] {
  const together = new Map<string, string[]>();
  for (const { name: rival, operations } of rivals?.value ?? []) {
    for (const { name, cannot } of operations) {
      if (cannot === null) continue;
      const key = JSON.stringify([rival, cannot]);
      together.set(key, [...(together.get(key) ?? []), name]);
    }
  }
  return [
    ["rival", "has no answer to", "because"],
    ...[...together].map(([key, names]) => {
      const [rival = "", cannot = ""] = JSON.parse(key) as Row;
      return [rival, names.join(", "), cannot];
    }),
  ];
}

function rivalCell({ operations }: ContestantResult, name: string): string {
  const operation = operations.find((one) => one.name === name);
  return operation ? cell(operation, "requests") : "–";
}

function cell({ phases }: OperationResult, number: "fewest" | "requests"): string {
  return phases ? PHASES.map((phase) => phases[phase][number]).join(" / ") : "–";
}
