import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../../sandbox/start-sandbox.js";
import { compileRival } from "./compile-rival.js";
import { throughput } from "./load.js";
import { type BenchOperation, entitiesOperation, pageOperation, TRIVIAL } from "./operations.js";
import { rivalData } from "./rival-data.js";
import { abbaRounds, pairedRuns, type Ratio, ratioOf, type Round } from "./rounds.js";
import { assertSameAnswer } from "./send.js";
import { startServer } from "./server-process.js";
import { connect, opportunityIds } from "./warm-service.js";

/** How long it is measured. */
export interface CpuBenchOptions {
  /** Of four measurements each. */
  readonly rounds: number;
  /** Of the trivial query: of two measurements each. */
  readonly pairs: number;
  /** One measurement. */
  readonly seconds: number;
  /** Before what is measured, for each operation and each server. */
  readonly warmUpSeconds: number;
  /** Told how far it is. */
  readonly onProgress?: (line: string) => void;
}

/** What was found of an operation. */
export interface OperationResult {
  readonly operation: string;
  readonly floor: number;
  readonly ratio: Ratio;
  /** Requests a second: of this machine, at this hour. */
  readonly rounds: readonly Round[];
}

const REPRESENTATIONS = 1_000;

/** Budgets out of the way: what is measured is a warm cache, which a new age of its rows must not hold up. */
const NO_LIMIT = { requestsPerSecond: 100_000, burst: 100_000 };
const SERVICE = {
  PORT: "0",
  LEVER_REQUESTS_PER_SECOND: "1000",
  LEVER_BURST: "10000",
  PERMISSION_CHECK: "false",
  SYNC_INTERVAL_SECONDS: "0",
  LOG_LEVEL: "warn",
};

/** The built service, started as `npm start` does. */
export const SERVICE_COMMAND = ["--import", "reflect-metadata", "--enable-source-maps", "dist/main.js"] as const;

/**
 * Our own cost: the built service over a warm cache against a default Apollo Server that has the same rows in memory,
 * each in a process of its own, asked the same over HTTP in turn.
 * @throws Error where the two don't answer the same
 */
export async function runCpuBench(options: CpuBenchOptions): Promise<readonly OperationResult[]> {
  await using sandbox = await startSandbox({ opportunities: 1_500, ...NO_LIMIT });
  const folder = await mkdtemp(join(tmpdir(), "findem-lever-bench-"));
  try {
    await using ours = await startServer({
      command: SERVICE_COMMAND,
      environment: { ...SERVICE, LEVER_API_URL: sandbox.url, DATA_DIR: folder },
    });
    const connection = await connect(ours.url);
    const page = pageOperation(connection);
    const entities = entitiesOperation(await opportunityIds(ours.url, connection, REPRESENTATIONS));
    const rows = join(folder, "rows.json");
    await writeFile(rows, JSON.stringify(await rivalData(ours.url, connection, { page, entities })));
    await using rival = await startServer({ command: ["--import", "reflect-metadata", await compileRival(), rows] });
    const urls = { ours: ours.url, rival: rival.url };
    const results: OperationResult[] = [];
    for (const operation of [page, entities, TRIVIAL]) results.push(await measured(operation, urls, options));
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(
  operation: BenchOperation,
  urls: { readonly ours: string; readonly rival: string },
  { rounds: roundCount, pairs, seconds, warmUpSeconds, onProgress = () => undefined }: CpuBenchOptions,
): Promise<OperationResult> {
  onProgress(operation.name);
  await assertSameAnswer(urls.ours, urls.rival, operation);
  for (const url of Object.values(urls)) await throughput(url, operation, warmUpSeconds);
  const measure = (which: keyof Round): Promise<number> => throughput(urls[which], operation, seconds);
  const rounds = operation === TRIVIAL ? await pairedRuns(pairs, measure) : await abbaRounds(roundCount, measure);
  await assertSameAnswer(urls.ours, urls.rival, operation);
  return { operation: operation.name, floor: operation.floor, ratio: ratioOf(rounds), rounds };
}
