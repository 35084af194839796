import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileRival } from "./compile-rival.js";
import { throughput } from "./load.js";
import { type BenchOperation, entitiesOperation, pageOperation, TRIVIAL } from "./operations.js";
import { rivalData } from "./rival-data.js";
import { abbaRounds, medianOf, pairedRuns, type Ratio, ratioOf, type Round } from "./rounds.js";
import { assertSameAnswer } from "./send.js";
import { startServer } from "./server-process.js";
import { openGround, type ServiceGround } from "./service-ground.js";
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
  /** How often the service is started. */
  readonly starts: number;
  /** Told how far it is. */
  readonly onProgress: (line: string) => void;
}

/** What was found of an operation. */
export interface ThroughputResult {
  readonly operation: string;
  readonly floor: number;
  readonly ratio: Ratio;
  /** Requests a second: of this machine, at this hour. */
  readonly rounds: readonly Round[];
}

/** What the process itself costs. */
export interface CpuResults {
  readonly operations: readonly ThroughputResult[];
  /** From the start of the built service to the line that says it is ready, milliseconds. */
  readonly startMs: { readonly median: number; readonly all: readonly number[] };
}

const REPRESENTATIONS = 1_000;

/**
 * Our own cost: the built service over a warm cache against a default Apollo Server that has the same rows in memory,
 * each in a process of its own, asked the same over HTTP in turn.
 * @throws Error where the two don't answer the same
 */
export async function runCpuBench(options: CpuBenchOptions): Promise<CpuResults> {
  await using ground = await openGround();
  const startMs = await startTimes(ground, options);
  return { startMs, operations: await throughputs(ground, options) };
}

async function startTimes(
  ground: ServiceGround,
  { starts, onProgress }: CpuBenchOptions,
): Promise<CpuResults["startMs"]> {
  onProgress("the start");
  const all: number[] = [];
  while (all.length < starts) {
    // A data folder of its own each time, with nothing in it.
    const folder = await ground.folder();
    await using service = await startServer(ground.service({ folder }));
    all.push(Math.round(service.startedInMs));
  }
  return { median: medianOf(all), all };
}

async function throughputs(ground: ServiceGround, options: CpuBenchOptions): Promise<readonly ThroughputResult[]> {
  const folder = await ground.folder();
  await using ours = await startServer(ground.service({ folder }));
  const connection = await connect(ours.url);
  const page = pageOperation(connection);
  const entities = entitiesOperation(await opportunityIds(ours.url, connection, REPRESENTATIONS));
  const rows = join(folder, "rows.json");
  await writeFile(rows, JSON.stringify(await rivalData(ours.url, connection, { page, entities })));
  await using rival = await startServer({ command: ["--import", "reflect-metadata", await compileRival(), rows] });
  const urls = { ours: ours.url, rival: rival.url };
  const results: ThroughputResult[] = [];
  for (const operation of [page, entities, TRIVIAL]) results.push(await measured(operation, urls, options));
  await rm(rows);
  return results;
}

async function measured(
  operation: BenchOperation,
  urls: { readonly ours: string; readonly rival: string },
  { rounds: roundCount, pairs, seconds, warmUpSeconds, onProgress }: CpuBenchOptions,
): Promise<ThroughputResult> {
  onProgress(operation.name);
  await assertSameAnswer(urls.ours, urls.rival, operation);
  for (const url of Object.values(urls)) await throughput(url, operation, warmUpSeconds);
  const measure = (which: keyof Round): Promise<number> => throughput(urls[which], operation, seconds);
  const rounds = operation === TRIVIAL ? await pairedRuns(pairs, measure) : await abbaRounds(roundCount, measure);
  await assertSameAnswer(urls.ours, urls.rival, operation);
  return { operation: operation.name, floor: operation.floor, ratio: ratioOf(rounds), rounds };
}
