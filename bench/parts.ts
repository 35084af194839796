import { countAll, type CountedOperation } from "./counts/count-all.js";
import { requestsOf } from "./counts/count-operation.js";
import { countRivals } from "./counts/count-rivals.js";
import { installRivals } from "./counts/install-rivals.js";
import { Product } from "./counts/product.js";
import { RIVALS } from "./counts/rival-list.js";
import { runCpuBench } from "./cpu/run-cpu-bench.js";
import { runMemoryBench } from "./cpu/run-memory-bench.js";
import { GROWING_SIZES } from "./growth/account-sizes.js";
import { type Growth, measureGrowth } from "./growth/measure-growth.js";
import { OPERATIONS } from "./operations/operations.js";
import { overloadOne, overloadTwo } from "./overload/run-overload.js";
import { latest } from "./report/latest.js";
import { type BenchResults, contestantResult, measuredNow } from "./report/results.js";

/** Says a line to whoever waits. */
export type Say = (line: string) => void;

/** What counting came to. */
type CountResults = Pick<BenchResults, "counts"> & Partial<Pick<BenchResults, "rivals">>;

/** What rivals are asked; null: all of them, and everything. */
export interface RivalQuestion {
  /** Names of rivals; none: an empty list. */
  readonly rivals: readonly string[] | null;
  /** Names of operations. */
  readonly operations: readonly string[] | null;
}

/** The product's requests, and beside them the rivals'. What these are not asked anew stays as it was counted `before`. */
export async function countPart(
  { rivals: names, operations }: RivalQuestion,
  before: Pick<BenchResults, "rivals">,
  say: Say,
): Promise<CountResults> {
  await using product = await Product.connect();
  const ours = await countAll(OPERATIONS, product, (counted) => say(lineOf(product.name, counted)));
  const counts = measuredNow(contestantResult(product.name, ours));
  if (names?.length === 0) return { counts };
  await installRivals(say);
  const choice = { connectionId: product.connectionId, names };
  const asked = ours.filter(({ operation }) => operations === null || operations.includes(operation.name));
  const counted = await countRivals(asked, choice, (name, operation) => say(lineOf(name, operation)));
  const anew = counted.map((rival) => contestantResult(rival.name, rival.operations));
  const order = { contestants: RIVALS.map(({ name }) => name), operations: OPERATIONS.map(({ name }) => name) };
  return { counts, rivals: measuredNow(latest(anew, before.rivals?.value ?? [], order)) };
}

function lineOf(name: string, { operation, count, cannot }: CountedOperation): string {
  const numbers = count ? Object.values(requestsOf(count)).join(" / ") : `– (${String(cannot)})`;
  return `${name}: ${operation.name} ${numbers}`;
}

/** One replica under an overload, and two. */
export async function overloadPart(seconds: number, say: Say): Promise<Pick<BenchResults, "overload">> {
  say(`Overload: ${seconds} seconds with one replica`);
  const one = await overloadOne(seconds);
  say(`Overload: ${seconds} seconds with two replicas`);
  const two = await overloadTwo(seconds);
  return { overload: measuredNow([one, two]) };
}

/** By what operations' cost grows with the account. */
const GROWING: ReadonlySet<string> = new Set(["O1", "O2", "O2 with contact", "O3", "O7"]);

/** What operations cost, and what is kept, as an account grows. */
export async function growthPart(say: Say): Promise<Pick<BenchResults, "growth">> {
  await using product = await Product.connect();
  const operations = OPERATIONS.filter(({ name }) => GROWING.has(name));
  const sizes: Growth[] = [];
  for (const size of GROWING_SIZES) {
    say(`Growth: an account with ${size.activeOpportunities} active opportunities`);
    sizes.push(await measureGrowth(size, operations, product));
  }
  return { growth: measuredNow(sizes) };
}

/** How the throughput is measured: half of a minute for each round of the two servers. */
const CPU = { rounds: 5, pairs: 20, seconds: 4, warmUpSeconds: 5, starts: 5 };

/** What an operation costs this process, beside a default Apollo Server with the same rows in memory. */
export async function cpuPart(say: Say): Promise<Pick<BenchResults, "cpu">> {
  return { cpu: measuredNow(await runCpuBench({ ...CPU, onProgress: (line) => say(`CPU: ${line}`) })) };
}

/** What this process keeps while it is used for so many minutes. */
export async function memoryPart(minutes: number, say: Say): Promise<Pick<BenchResults, "memory">> {
  say(`Memory: ${minutes} minutes`);
  return { memory: measuredNow(await runMemoryBench(minutes, (line) => say(`Memory: ${line}`))) };
}
