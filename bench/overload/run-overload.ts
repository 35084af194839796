import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { seedBenchAccount } from "../account/bench-account.js";
import { tally } from "../counts/count-operation.js";
import { boardCounts } from "../operations/board-counts.js";
import { activeRows } from "../operations/formulas.js";
import { connectBenchAccount } from "../service/connect-bench-account.js";
import type { GraphClient } from "../service/graph-client.js";
import { type BackgroundOutcome, BackgroundWork } from "./background-load.js";
import { type InteractiveLoad, type InteractiveOutcome, InteractiveUsers } from "./interactive-load.js";
import { startReplica } from "./replica.js";
import { startSharedGround } from "./shared-ground.js";
import { type Lane, laneCounts, LANES, type Waits, waitsBetween } from "./wait-histogram.js";

/** What Lever gives to a key. Lever docs, "Rate limits". The sandbox's bucket is the judge. */
const LEVER = { requestsPerSecond: 10, burst: 20 };

/** What people ask alone is below the budget; with what is done in the background it is far above. */
const LOAD: InteractiveLoad = { users: 4, operationsPerSecond: 6 };

const LATENCY_MS = 20;

/** What an overload came to. */
export interface OverloadResult {
  readonly replicas: number;
  readonly seconds: number;
  /** Requests that Lever answered, those with 429 not among them. */
  readonly answered: number;
  /** The most that the bucket gives in that time. */
  readonly allowed: number;
  /** Requests that Lever answered with 429. */
  readonly refused: number;
  /** All requests by what they were: "GET /opportunities". */
  readonly calls: Readonly<Record<string, number>>;
  readonly interactive: InteractiveOutcome;
  readonly background: BackgroundOutcome;
  readonly waits: Readonly<Record<Lane, Waits>>;
}

/** Whether a run took place; else why not. */
export type Overload = OverloadResult | { readonly replicas: number; readonly notRun: string };

/** One process over an embedded database. */
export async function overloadOne(seconds: number): Promise<Overload> {
  const dataDir = await mkdtemp(join(tmpdir(), "findem-lever-overload-"));
  try {
    return await overload([{ DATA_DIR: dataDir }], seconds);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Two processes over one PostgreSQL and one Redis. */
export async function overloadTwo(seconds: number): Promise<Overload> {
  const ground = await startSharedGround();
  if (typeof ground === "string") return { replicas: 2, notRun: ground };
  try {
    return await overload([ground.environment, ground.environment], seconds);
  } finally {
    await ground[Symbol.asyncDispose]();
  }
}

async function overload(
  environments: readonly Readonly<Record<string, string>>[],
  seconds: number,
): Promise<OverloadResult> {
  const data = seedBenchAccount(Date.now());
  await using sandbox = await startSandbox({ opportunities: 0, accounts: [data], latencyMs: LATENCY_MS, ...LEVER });
  const common = {
    ...{ LEVER_API_URL: sandbox.url, ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}` },
    // Nothing that wasn't asked for takes part.
    ...{ PERMISSION_CHECK: "false", SYNC_INTERVAL_SECONDS: "0" },
  };
  await using fleet = await startFleet(environments.map((environment) => ({ ...common, ...environment })));
  const connectionId = await connectBenchAccount(fleet.graphs[0], data);
  // Who moves a hundred on has seen them before: whose each of them is was learned then.
  await boardCounts.ask(fleet.graphs[0], { connectionId, data }, 0);
  await untilBucketIsFull();
  const rows = activeRows(data);
  const stageId = [...data.stages.keys()].at(-1) ?? "";
  const interactive = rows.slice(0, LOAD.operationsPerSecond * (seconds + 1));
  const users = new InteractiveUsers(
    fleet.graphs,
    interactive.map(({ id }) => `${connectionId}.${id}`),
  );
  const work = new BackgroundWork(fleet.graphs, connectionId);
  const others = rows.slice(interactive.length).filter(({ stage }) => stage !== stageId);
  return await measure({ sandbox, graphs: fleet.graphs, seconds, users }, work, () =>
    work.start(others.slice(0, LEVER.requestsPerSecond * seconds), stageId),
  );
}

interface Measured {
  readonly sandbox: Sandbox;
  readonly graphs: readonly GraphClient[];
  readonly seconds: number;
  readonly users: InteractiveUsers;
}

async function measure(
  { sandbox, graphs, seconds, users }: Measured,
  work: BackgroundWork,
  begin: () => Promise<void>,
): Promise<OverloadResult> {
  const before = await metricsOf(graphs);
  sandbox.clearRequests();
  const endsAtMs = performance.now() + seconds * 1_000;
  users.start(LOAD);
  await begin();
  await sleep(Math.max(0, endsAtMs - performance.now()));
  const statuses = sandbox.requests.map(({ status }) => status);
  const calls = tally(sandbox.calls());
  const interactive = users.stop();
  const [after, background] = await Promise.all([metricsOf(graphs), work.outcome()]);
  const waitsOf = (lane: Lane): Waits => waitsBetween(laneCounts(before, lane), laneCounts(after, lane));
  return {
    ...{ replicas: graphs.length, seconds },
    answered: statuses.filter((status) => status !== 0 && status !== 429).length,
    allowed: LEVER.burst + LEVER.requestsPerSecond * seconds,
    refused: statuses.filter((status) => status === 429).length,
    ...{ calls, interactive, background },
    waits: Object.fromEntries(LANES.map((lane) => [lane, waitsOf(lane)])) as Record<Lane, Waits>,
  };
}

type Fleet = AsyncDisposable & { readonly graphs: readonly [GraphClient, ...GraphClient[]] };

async function startFleet(environments: readonly Readonly<Record<string, string>>[]): Promise<Fleet> {
  const replicas: Awaited<ReturnType<typeof startReplica>>[] = [];
  // One after the other: the first one makes the tables.
  for (const environment of environments) replicas.push(await startReplica(environment));
  const [first, ...others] = replicas.map(({ graph }) => graph);
  if (first === undefined) throw new RangeError("There are no replicas");
  return {
    graphs: [first, ...others],
    [Symbol.asyncDispose]: async () => {
      await Promise.all(replicas.map((its) => its[Symbol.asyncDispose]()));
    },
  };
}

function metricsOf(graphs: readonly GraphClient[]): Promise<readonly string[]> {
  return Promise.all(graphs.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
}

/** What connecting has spent is there again. */
function untilBucketIsFull(): Promise<void> {
  return sleep((LEVER.burst / LEVER.requestsPerSecond) * 1_000);
}
