import { setTimeout as sleep } from "node:timers/promises";
import { type BenchOperation, entitiesOperation, pageOperation, TRIVIAL } from "./operations.js";
import { send } from "./send.js";
import { type ServerProcess, startServer } from "./server-process.js";
import { openGround } from "./service-ground.js";
import { connect, opportunityIds } from "./warm-service.js";

/** What the process holds at one moment, bytes. */
export interface MemorySample {
  /** Since the load began. */
  readonly minute: number;
  /** In use, after garbage was collected. */
  readonly heapUsed: number;
  /** Of the process, as the system counts it. */
  readonly rss: number;
  /** Operations answered so far. */
  readonly operations: number;
}

/** What the process held over time. */
export interface MemoryResult {
  readonly minutes: number;
  readonly samples: readonly MemorySample[];
}

const SAMPLES = 15;
const REPRESENTATIONS = 200;

/** Pause between two operations of one caller, milliseconds: a steady load, not the most that is possible. */
const PAUSE_MS = 100;
const CALLERS = 4;

/** Loaded into the service, which must not know of it: answers what it holds. */
const PROBE = new URL("memory-probe.mjs", import.meta.url).href;

/** A steady load of pages, references and trivial queries on the built service; its rows grow old and are read again. */
export async function runMemoryBench(minutes: number, onProgress: (line: string) => void): Promise<MemoryResult> {
  await using ground = await openGround();
  const nodeOptions = ["--expose-gc", "--import", PROBE];
  await using service = await startServer(ground.service({ folder: await ground.folder(), nodeOptions }));
  const connection = await connect(service.url);
  const ids = await opportunityIds(service.url, connection, REPRESENTATIONS);
  const operations = [pageOperation(connection), entitiesOperation(ids), TRIVIAL];
  const load = { isOver: false, answered: 0 };
  const callers = Array.from({ length: CALLERS }, (_, caller) => keepAsking(service.url, operations, caller, load));
  try {
    return { minutes, samples: await watched(service, minutes, load, onProgress) };
  } finally {
    load.isOver = true;
    await Promise.all(callers);
  }
}

interface Load {
  isOver: boolean;
  answered: number;
}

async function keepAsking(
  url: string,
  operations: readonly BenchOperation[],
  first: number,
  load: Load,
): Promise<void> {
  for (let turn = first; !load.isOver; turn++) {
    const operation = operations[turn % operations.length];
    if (operation) await send(url, operation);
    load.answered++;
    await sleep(PAUSE_MS);
  }
}

async function watched(
  service: ServerProcess,
  minutes: number,
  load: Load,
  onProgress: (line: string) => void,
): Promise<readonly MemorySample[]> {
  const samples: MemorySample[] = [];
  for (let place = 0; place <= SAMPLES; place++) {
    const { heapUsed, rss } = (await service.ask("memory")) as NodeJS.MemoryUsage;
    const sample = { minute: (place * minutes) / SAMPLES, heapUsed, rss, operations: load.answered };
    samples.push(sample);
    onProgress(
      `minute ${sample.minute.toFixed(1)}: ${(heapUsed / 2 ** 20).toFixed(1)} MiB of heap, ${load.answered} operations`,
    );
    if (place < SAMPLES) await sleep((minutes * 60_000) / SAMPLES);
  }
  return samples;
}
