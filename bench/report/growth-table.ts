import type { Growth } from "../growth/measure-growth.js";
import { PHASES } from "../operations/operation.js";
import type { BenchResults } from "./results.js";

type Row = readonly string[];

const MEGABYTE = 2 ** 20;
const THOUSAND = 1_000;

/** What operations cost as an account grows, a column for each size; the first row is the head. */
export function growthTable({ growth }: BenchResults): readonly Row[] {
  const sizes = growth?.value ?? [];
  const names = sizes[0]?.operations.map(({ name }) => name) ?? [];
  return [
    ["opportunities of the account", ...sizes.map((one) => withCommas(rowsOf(one)))],
    ["of them active", ...sizes.map(({ size }) => withCommas(size.activeOpportunities))],
    ...names.map((name) => [`requests, ${name}`, ...sizes.map((one) => requestsOf(one, name))]),
    ["memory for all of them, read and kept", ...sizes.map((one) => megabytes(one.keptBytes))],
    ["… for each 1,000", ...sizes.map((one) => megabytes((one.keptBytes / rowsOf(one)) * THOUSAND))],
  ];
}

function rowsOf({ size }: Growth): number {
  return size.activeOpportunities + size.archivedOpportunities;
}

function requestsOf({ operations }: Growth, name: string): string {
  const counts = operations.find((operation) => operation.name === name)?.counts;
  return counts ? PHASES.map((phase) => counts[phase].requests).join(" / ") : "–";
}

function withCommas(count: number): string {
  return count.toLocaleString("en-US");
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MiB`;
}
