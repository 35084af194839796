import { existsSync } from "node:fs";
import { countAll, type CountedOperation } from "./counts/count-all.js";
import { requestsOf } from "./counts/count-operation.js";
import { countRivals } from "./counts/count-rivals.js";
import { installRivals } from "./counts/install-rivals.js";
import { Product } from "./counts/product.js";
import { OPERATIONS } from "./operations/operations.js";
import { overloadOne, overloadTwo } from "./overload/run-overload.js";
import { type BenchResults, contestantResult, measuredNow } from "./report/results.js";

/** Says a line to whoever waits. */
export type Say = (line: string) => void;

/** The product's requests, and the rivals' beside them where they are wanted. */
export async function countPart(
  hasRivals: boolean,
  say: Say,
): Promise<Pick<BenchResults, "counts"> & Partial<Pick<BenchResults, "rivals">>> {
  await using product = await Product.connect();
  const ours = await countAll(OPERATIONS, product, (counted) => say(lineOf(product.name, counted)));
  const counts = measuredNow(contestantResult(product.name, ours));
  if (!hasRivals) return { counts };
  await installRivals(say);
  const rivals = await countRivals(ours, product.connectionId, (name, counted) => say(lineOf(name, counted)));
  return {
    counts,
    rivals: measuredNow(rivals.map(({ name, operations }) => contestantResult(name, operations))),
  };
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

const CPU = new URL("./cpu/run.ts", import.meta.url);

/** What a request costs this process; nothing where bench/cpu is not there. */
export async function cpuPart(say: Say): Promise<Partial<Pick<BenchResults, "cpu">>> {
  if (!existsSync(CPU)) return {};
  say("CPU, against a bare Apollo Server");
  const { run } = (await import(CPU.href)) as { readonly run: () => Promise<unknown> };
  return { cpu: measuredNow(await run()) };
}
