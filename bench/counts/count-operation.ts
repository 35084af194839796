import { isDeepStrictEqual } from "node:util";
import { OPPORTUNITY_MAX_AGE_MS } from "../../src/graph/lifetimes.js";
import type { AccountSize } from "../account/sizes.js";
import type { GraphClient } from "../service/graph-client.js";
import { type Counts, type Operation, type Phase, PHASES, type Subject } from "../operations/operation.js";
import { type BenchWorld, startBenchWorld } from "./bench-world.js";
import type { Contestant, RunningContestant } from "./contestant.js";

/** Past every age of opportunities and of what belongs to them, within every age of reference data. */
const PAST_THE_AGE_MS = OPPORTUNITY_MAX_AGE_MS + 1_000;

/** What one phase of an operation came to. */
export interface PhaseCount {
  readonly requests: number;
  /** The requests by what they were: "GET /opportunities" and how often. */
  readonly calls: Readonly<Record<string, number>>;
  /** The fewest requests it can cost. */
  readonly fewest: number;
  readonly answer: unknown;
}

/** By phase. */
export type OperationCount = Readonly<Record<Phase, PhaseCount>>;

/**
 * Asks an operation of a contestant that has read nothing yet, in each of the phases, over a Lever of its own, and counts
 * what came to that Lever.
 * @throws Error where an answer is refused, or isn't what Lever's data says
 */
export async function countOperation(
  operation: Operation,
  contestant: Contestant,
  run: number,
  size?: AccountSize,
): Promise<OperationCount> {
  await using world = await startBenchWorld(size);
  await using running = await contestant.start(world);
  const subject = { connectionId: contestant.connectionId, data: world.data };
  const fewest = operation.fewest(subject);
  await operation.prepare?.(running.graph, subject);
  const counts: Partial<Record<Phase, PhaseCount>> = {};
  for (const [place, phase] of PHASES.entries()) {
    if (phase === "revalidated") await passTime(operation, world, running);
    world.sandbox.clearRequests();
    const answer = await operation.ask(running.graph, subject, run * PHASES.length + place);
    const calls = world.sandbox.calls();
    counts[phase] = { requests: calls.length, calls: tally(calls), fewest: fewest[phase], answer };
  }
  const whole = counts as OperationCount;
  await demandTruth(operation, whole, running.graph, subject);
  return whole;
}

async function passTime(operation: Operation, world: BenchWorld, running: RunningContestant): Promise<void> {
  world.clock.putForward(PAST_THE_AGE_MS);
  await running.putForward(PAST_THE_AGE_MS);
  operation.change?.(world.data, world.clock.epochMs());
}

/** How often each call was made, by what it was. */
export function tally(calls: readonly string[]): Readonly<Record<string, number>> {
  const counted = new Map<string, number>();
  for (const call of calls) counted.set(call, (counted.get(call) ?? 0) + 1);
  return Object.fromEntries([...counted].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The numbers alone. */
export function requestsOf({ cold, warm, revalidated }: OperationCount): Counts {
  return { cold: cold.requests, warm: warm.requests, revalidated: revalidated.requests };
}

/** Few requests are no merit where the answer is an old one: what changed must show, as it does past every cache. */
async function demandTruth(
  operation: Operation,
  { cold, warm, revalidated }: OperationCount,
  graph: GraphClient,
  subject: Subject,
): Promise<void> {
  if (!isDeepStrictEqual(warm.answer, cold.answer) && operation.change !== null) {
    throw new Error(`${operation.name}: the same question was answered in another way within the age`);
  }
  if (operation.change === null) return;
  const present = await operation.ask(graph, subject, 0, { "cache-control": "no-cache" });
  if (isDeepStrictEqual(present, cold.answer)) throw new Error(`${operation.name}: nothing has changed at Lever`);
  if (!isDeepStrictEqual(revalidated.answer, present)) {
    throw new Error(`${operation.name}: after its age had passed, an old answer was given`);
  }
}
