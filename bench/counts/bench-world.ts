import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { seedBenchAccount } from "../account/bench-account.js";
import type { AccountSize } from "../account/sizes.js";
import type { SandboxData } from "../../sandbox/data.js";
import { MovingClock } from "../service/moving-clock.js";

/** When everything begins: always the same time, so that answers can be compared from run to run. */
const BEGINNING = Date.UTC(2026, 5, 1);

/** Longer than the way to Lever is, so that what can go at the same time is seen to; short enough to be waited for. */
const LATENCY_MS = 20;

/** The bucket out of the way: requests are counted, and none is refused. */
const NO_LIMIT = { requestsPerSecond: 1_000_000, burst: 1_000_000 };

/** A Lever with the benchmark's account, as it was seeded, and the time that it and who asks it live in. */
export interface BenchWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly data: SandboxData;
  readonly clock: MovingClock;
}

/** Starts one that nobody has asked yet. */
export async function startBenchWorld(size?: AccountSize): Promise<BenchWorld> {
  const clock = new MovingClock(BEGINNING);
  const data = seedBenchAccount(BEGINNING, size);
  const now = () => clock.epochMs();
  const sandbox = await startSandbox({ opportunities: 0, accounts: [data], now, latencyMs: LATENCY_MS, ...NO_LIMIT });
  return { sandbox, data, clock, [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose]() };
}
