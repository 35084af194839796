import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { CountedOperation } from "../counts/count-all.js";
import type { Phase } from "../operations/operation.js";
import type { CpuResults } from "../cpu/run-cpu-bench.js";
import type { MemoryResult } from "../cpu/run-memory-bench.js";
import type { Growth } from "../growth/measure-growth.js";
import type { Overload } from "../overload/run-overload.js";

/** What one phase of an operation cost. */
export interface PhaseResult {
  readonly requests: number;
  readonly fewest: number;
  /** By what they were: "GET /opportunities". */
  readonly calls: Readonly<Record<string, number>>;
}

/** What an operation cost a contestant. */
export interface OperationResult {
  readonly name: string;
  readonly title: string;
  /** How the fewest requests are reckoned. */
  readonly floor: string;
  /** Null where it can't. */
  readonly phases: Readonly<Record<Phase, PhaseResult>> | null;
  /** Why it can't; null where it can. */
  readonly cannot: string | null;
}

/** What a contestant's operations cost. */
export interface ContestantResult {
  readonly name: string;
  readonly operations: readonly OperationResult[];
}

/** Something that was measured, and when: an ISO date. */
export interface Measured<Value> {
  readonly measuredAt: string;
  /** Node's version. */
  readonly node: string;
  readonly value: Value;
}

/** All that is measured, part by part; null: never. */
export interface BenchResults {
  readonly counts: Measured<ContestantResult> | null;
  readonly rivals: Measured<readonly ContestantResult[]> | null;
  readonly overload: Measured<readonly Overload[]> | null;
  /** By size of the account, from the smallest. */
  readonly growth: Measured<readonly Growth[]> | null;
  readonly cpu: Measured<CpuResults> | null;
  readonly memory: Measured<MemoryResult> | null;
}

const FILE = fileURLToPath(new URL("../results/latest.json", import.meta.url));
const NOTHING: BenchResults = {
  counts: null,
  rivals: null,
  overload: null,
  growth: null,
  cpu: null,
  memory: null,
};

/** The last results: bench/results/latest.json. Nothing where there are none. */
export async function readResults(): Promise<BenchResults> {
  try {
    return { ...NOTHING, ...(JSON.parse(await readFile(FILE, "utf8")) as Partial<BenchResults>) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return NOTHING;
    throw error;
  }
}

/** Puts some of them anew; those that were not measured again stay. */
export async function writeResults(results: BenchResults): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
}

/** Measured now. */
export function measuredNow<Value>(value: Value): Measured<Value> {
  return { measuredAt: new Date().toISOString(), node: process.version, value };
}

/** The numbers of a contestant, without its answers. */
export function contestantResult(name: string, counted: readonly CountedOperation[]): ContestantResult {
  return {
    name,
    operations: counted.map(({ operation, count, cannot }) => ({
      ...{ name: operation.name, title: operation.title, floor: operation.floor, cannot },
      phases: count && {
        cold: numbers(count.cold),
        warm: numbers(count.warm),
        revalidated: numbers(count.revalidated),
      },
    })),
  };
}

function numbers({ requests, fewest, calls }: PhaseResult): PhaseResult {
  return { requests, fewest, calls };
}
