import { describe, expect, test } from "vitest";
import { BudgetExhausted, type Grant } from "../../../src/lever/budget/budget.js";
import { QueuedBudget } from "../../../src/lever/budget/queued-budget.js";
import { LocalTokens } from "../../../src/lever/budget/local-tokens.js";
import type { CallScope } from "../../../src/lever/scope.js";
import type { LeverCall } from "../../../src/lever/transport.js";
import { Urgency } from "../../../src/lever/urgency.js";
import { ManualClock } from "../../support/manual-clock.js";
import { hasRedis, NO_REDIS } from "../../support/redis.js";
import { SeededRandom } from "../seeded-random.js";
import { LIMITS, ReplicatedWorld } from "./replicas.js";
import { Callers, SimulatedLever, times } from "./simulated-lever.js";

const answered = { kind: "answered" } as const;
const limited = { kind: "limited" } as const;

function claim(over: Partial<CallScope> = {}) {
  const urgency = new Urgency({ lane: "interactive", userKey: "ada", deadlineAtMs: Infinity, ...over });
  return { urgency, signal: over.signal ?? new AbortController().signal };
}

/** So many grants at once; fails where they have to be waited for. */
async function grantsOf(world: ReplicatedWorld, index: number, count: number): Promise<Grant[]> {
  const grants = Promise.all(times(count).map(() => world.replica(index).budget.acquire(claim())));
  await world.advance(0);
  return grants;
}

describe.skipIf(!hasRedis())(hasRedis() ? "replicas" : `replicas (${NO_REDIS})`, () => {
  describe("share one budget", () => {
    test("and use at least 98 % of it under a minute's overload, and Lever refuses none", async () => {
      await using world = await ReplicatedWorld.start(2);
      const random = new SeededRandom(7);
      for (const { wire } of world.replicas) wire.latencyMs = () => 1 + random.below(4);
      for (const n of times(600)) for (const { callers } of world.replicas) void callers.call(`${n}`);
      await world.advance(60_000);
      expect(world.lever.refused).toBe(0);
      expect(world.lever.taken).toBeGreaterThanOrEqual(0.98 * (LIMITS.burst + 600));
      // Neither lives at the other's cost.
      for (const { callers } of world.replicas) expect(callers.done.length).toBeGreaterThanOrEqual(290);
    });

    test("whose burst goes out at once, whoever asks, and is there once", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(30)) for (const { callers } of world.replicas) void callers.call(`${n}`);
      await world.advance(10);
      expect(world.lever.taken).toBe(20);
      await world.advance(4_590);
      expect(world.lever).toMatchObject({ taken: 60, refused: 0 });
    });

    test("and Lever refuses none when the way to it takes now long, now short", async () => {
      for (const seed of times(5)) {
        await using world = await ReplicatedWorld.start(2);
        const random = new SeededRandom(seed);
        const callers = world.replicas.map(({ wire, budget }) => {
          wire.latencyMs = () => random.below(8);
          const ways = (n: number) => [n < 20 ? 150 + random.below(90) : random.below(40), random.below(20)] as const;
          return new Callers(world.clock, budget, world.lever, ways);
        });
        for (const n of times(50)) for (const each of callers) void each.call(`${n}`);
        await world.advance(9_000);
        expect({ seed, ...world.lever }).toMatchObject({ refused: 0, taken: 100 });
      }
    });

    test("that serves one replica as a budget of its own would", async () => {
      await using world = await ReplicatedWorld.start(1);
      const clock = new ManualClock();
      const own = new QueuedBudget(new LocalTokens(LIMITS, clock), clock);
      const lever = new SimulatedLever(clock, { ...LIMITS });
      const alone = new Callers(clock, own, lever);
      const { callers } = world.replica(0);
      const startedAtMs = world.clock.monotonicMs();
      const random = new SeededRandom(3);
      for (const n of times(120)) {
        const lane = random.pick(["interactive", "follow-up"] as const);
        const [spanMs, userKey] = [random.below(120), random.pick(["ada", "bob"])];
        for (const each of [alone, callers]) void each.call(`${n}`, { lane, userKey });
        await clock.advance(spanMs);
        await world.advance(spanMs);
      }
      await clock.advance(90_000);
      await world.advance(90_000);
      expect(callers.ended).toHaveLength(120);
      for (const [index, { atMs }] of callers.ended.entries()) {
        expect(Math.abs(atMs - startedAtMs - (alone.ended[index]?.atMs ?? Infinity))).toBeLessThanOrEqual(5);
      }
    });
  });

  describe("ask Redis as seldom as can be", () => {
    test("a lone request waits for one round trip, however long the key was idle", async () => {
      await using world = await ReplicatedWorld.start(2);
      // The first of all has to tell Redis the script.
      await grantsOf(world, 1, 1).then(([grant]) => grant?.settle(answered));
      for (const idleMs of [0, 700, 30_000, 20 * 60_000]) {
        await world.advance(idleMs);
        const { wire, budget } = world.replica(0);
        wire.latencyMs = () => 5;
        const before = wire.exchanges;
        const waiting = budget.acquire(claim());
        await world.advance(10);
        const grant = await waiting;
        expect({ waitedMs: grant.waitedMs, exchanges: wire.exchanges - before }).toEqual({
          waitedMs: 10,
          exchanges: 1,
        });
        grant.settle(answered);
        await world.advance(100);
      }
    });

    test("those who ask in one turn of the event loop ask together", async () => {
      await using world = await ReplicatedWorld.start(1);
      const { wire } = world.replica(0);
      const before = wire.exchanges;
      expect(await grantsOf(world, 0, 12)).toHaveLength(12);
      expect(wire.exchanges - before).toBe(1);
    });

    test("nothing but that it is there is said of an idle key", async () => {
      await using world = await ReplicatedWorld.start(1);
      const [grant] = await grantsOf(world, 0, 1);
      grant?.settle(answered);
      await world.advance(100);
      const before = world.replica(0).wire.exchanges;
      await world.advance(60_000);
      expect(world.replica(0).wire.exchanges).toBe(before);
    });
  });

  test("a token that nobody needs any more goes back at once", async () => {
    await using world = await ReplicatedWorld.start(2);
    const { wire, budget } = world.replica(0);
    wire.latencyMs = () => 5;
    const controllers = times(20).map(() => new AbortController());
    const given = controllers.map(({ signal }) => budget.acquire(claim({ signal })).catch(() => "given up"));
    await world.advance(7);
    for (const controller of controllers) controller.abort(new Error("left"));
    await world.advance(20);
    expect(new Set(await Promise.all(given))).toEqual(new Set(["given up"]));
    expect(await grantsOf(world, 1, 20)).toHaveLength(20);
  });

  test("a request without an answer keeps its token from all", async () => {
    await using world = await ReplicatedWorld.start(2);
    const grants = await grantsOf(world, 0, 20);
    await world.advance(30_000);
    const waiting = world.replica(1).budget.acquire(claim());
    await world.advance(1_000);
    expect(world.replica(1).budget.state().queued).toBe(1);
    for (const grant of grants) grant.settle(answered);
    await world.advance(2_000);
    expect((await waiting).waitedMs).toBeLessThanOrEqual(2_100);
  });

  describe("whose turn it is", () => {
    test("one replica's query goes before the other's sync", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(80)) void world.replica(0).callers.call(`page ${n}`, { lane: "background" });
      await world.advance(10);
      expect(world.lever.taken).toBe(11);
      await world.advance(2_000);
      for (const n of times(8)) void world.replica(1).callers.call(`query ${n}`);
      await world.advance(30);
      expect(world.replica(1).callers.done).toHaveLength(8);
      await world.advance(20_000);
      expect(world.lever).toMatchObject({ taken: 88, refused: 0 });
    });

    test("the sync of one doesn't starve under the other's endless queries: it has one turn in ten", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(400)) void world.replica(1).callers.call(`query ${n}`);
      await world.advance(2_000);
      for (const n of times(10)) void world.replica(0).callers.call(`page ${n}`, { lane: "background" });
      await world.advance(18_000);
      const pages = world.replica(0).callers.done.length;
      expect(pages).toBeGreaterThanOrEqual(8);
      expect(world.replica(1).callers.done.length).toBeGreaterThanOrEqual(9 * pages);
    });

    test("one query of a replica doesn't wait for four hundred of the other's", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(400)) void world.replica(0).callers.call(`${n}`);
      await world.advance(3_000);
      const atMs = world.clock.monotonicMs();
      void world.replica(1).callers.call("bob", { userKey: "bob" });
      await world.advance(1_000);
      const [ended] = world.replica(1).callers.ended;
      expect(ended).toMatchObject({ name: "bob", result: "done" });
      expect((ended?.atMs ?? Infinity) - atMs).toBeLessThanOrEqual(300);
    });

    test("one with a longer way to Redis is served no less", async () => {
      await using world = await ReplicatedWorld.start(2);
      world.replica(1).wire.latencyMs = () => 15;
      for (const n of times(300)) for (const { callers } of world.replicas) void callers.call(`${n}`);
      await world.advance(3_000);
      const before = world.replica(1).callers.done.length;
      await world.advance(10_000);
      expect(world.replica(1).callers.done.length - before).toBeGreaterThanOrEqual(48);
    });

    test("three that wait are served in turn, and none faster than Lever allows", async () => {
      await using world = await ReplicatedWorld.start(3);
      for (const n of times(200)) for (const { callers } of world.replicas) void callers.call(`${n}`);
      await world.advance(2_000);
      const before = world.replicas.map(({ callers }) => callers.done.length);
      await world.advance(12_000);
      const served = world.replicas.map(({ callers }, index) => callers.done.length - (before[index] ?? 0));
      for (const count of served) expect(Math.abs(count - 40)).toBeLessThanOrEqual(2);
      expect(world.lever.refused).toBe(0);
    });
  });

  describe("deadlines", () => {
    test("what the other's queue makes hopeless is refused with when there would be room, and costs nothing", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(100)) void world.replica(0).callers.call(`${n}`);
      await world.advance(1_000);
      for (const n of times(50)) void world.replica(1).callers.call(`${n}`);
      await world.advance(200);
      const { budget } = world.replica(1);
      const deadlineAtMs = world.clock.monotonicMs() + 4_000;
      const refused = await budget.acquire(claim({ deadlineAtMs })).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BudgetExhausted);
      // Fifty of its own before it, and as many of the other's turns.
      expect((refused as BudgetExhausted).retryAfterMs).toBeGreaterThan(8_000);
      await world.advance(20_000);
      expect(world.lever).toMatchObject({ taken: 150, refused: 0 });
    });

    test("who was promised a turn that the other took hears it at once, not when the time is up", async () => {
      await using world = await ReplicatedWorld.start(2);
      await grantsOf(world, 1, 1).then(([grant]) => grant?.settle(answered));
      await world.advance(5_000);
      const grants = await grantsOf(world, 0, 20);
      for (const grant of grants) grant.settle(answered);
      for (const n of times(100)) void world.replica(0).callers.call(`${n}`);
      await world.advance(100);
      const deadlineAtMs = world.clock.monotonicMs() + 1_000;
      const outcomes = times(20).map(() =>
        world
          .replica(1)
          .budget.acquire(claim({ deadlineAtMs }))
          .then(
            (grant) => (grant.settle(answered), "served"),
            (error: unknown) => (error instanceof BudgetExhausted ? "refused" : "failed"),
          ),
      );
      await world.advance(10);
      expect(world.replica(1).budget.state().queued).toBeLessThanOrEqual(6);
      await world.advance(1_000);
      expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["served", "refused"]));
      expect(world.lever.refused).toBe(0);
    });
  });

  describe("Lever's own limit is lower, or somebody else uses the key too", () => {
    test("what one replica was refused makes all of them pause, and go on at half the rate", async () => {
      await using world = await ReplicatedWorld.start(2);
      const [grant] = await grantsOf(world, 0, 1);
      grant?.settle({ ...limited, retryAfterMs: 7_000 });
      await world.advance(0);
      const waiting = world.replica(1).budget.acquire(claim());
      await world.advance(6_900);
      expect(world.replica(1).budget.state()).toMatchObject({ requestsPerSecond: 5, burst: 10, queued: 1 });
      await world.advance(500);
      expect((await waiting).waitedMs).toBeGreaterThanOrEqual(7_000);
    });

    test("refusals of requests that were under way together count once, whoever sent them", async () => {
      await using world = await ReplicatedWorld.start(2);
      const grants = [...(await grantsOf(world, 0, 5)), ...(await grantsOf(world, 1, 5))];
      for (const grant of grants) {
        grant.settle(limited);
        await world.advance(0);
      }
      for (const { budget } of world.replicas) expect(budget.state().requestsPerSecond).toBe(5);
    });

    test("the rate is halved until it fits, few are refused, all is served, and the full rate comes back", async () => {
      await using world = await ReplicatedWorld.start(2);
      for (const grant of await grantsOf(world, 0, 20)) grant.settle(answered);
      world.lever.limits = { requestsPerSecond: 3, burst: 3 };
      for (const n of times(75)) for (const { callers } of world.replicas) void callers.call(`${n}`);
      await world.advance(5_000);
      for (const { budget } of world.replicas) expect(budget.state().requestsPerSecond).toBeLessThanOrEqual(3);
      await world.advance(90_000);
      for (const { callers } of world.replicas) expect(callers.done).toHaveLength(75);
      const { refused, taken } = world.lever;
      expect(refused / (refused + taken)).toBeLessThanOrEqual(0.05);
      world.lever.limits = { ...LIMITS };
      await world.advance(90_000);
      for (const { budget } of world.replicas) {
        expect(budget.state()).toMatchObject({ requestsPerSecond: 10, burst: 20 });
      }
    });

    test("without a time named, the pauses grow from a second, and no further than half a minute", async () => {
      await using world = await ReplicatedWorld.start(2);
      const pausesMs: number[] = [];
      for (const n of times(8)) {
        const waiting = world.replica(n % 2).budget.acquire(claim());
        await world.advance(60_000);
        const grant = await waiting;
        pausesMs.push(grant.waitedMs);
        grant.settle(limited);
        await world.advance(0);
      }
      expect(pausesMs.slice(0, 4)).toEqual([0, 1_125 + 200, 2_250 + 200, 4_500 + 200]);
      expect(Math.max(...pausesMs)).toBeLessThanOrEqual(30_000 * 1.25);
    });
  });

  test("an endpoint's own limit is shared as well, apart from the key's", async () => {
    await using world = await ReplicatedWorld.start(2);
    const endpoint = { method: "POST", path: "/postings/:posting/apply", requestsPerSecond: 2 };
    const call = { endpoint, target: { fingerprint: "f1" } } as unknown as LeverCall;
    const [one, other] = world.replicas.map(({ budgets }) => budgets.ofEndpoints.of(call)) as [Grants, Grants];
    // Its bucket is new: an empty Redis has been remembering for long enough for it to be full.
    const sentAtMs: number[] = [];
    for (const budget of [one, other, one, other, one, other]) {
      void budget.acquire(claim()).then((grant) => {
        sentAtMs.push(world.clock.monotonicMs());
        grant.settle(answered);
      });
    }
    await world.advance(2_600);
    expect(sentAtMs).toHaveLength(6);
    const apartMs = sentAtMs.slice(1).map((atMs, index) => atMs - (sentAtMs[index] ?? 0));
    for (const spanMs of apartMs) expect(spanMs).toBeGreaterThanOrEqual(499);
    expect(await grantsOf(world, 0, 20)).toHaveLength(20);
  });

  test("keys are apart, and their names tell the digest alone", async () => {
    await using world = await ReplicatedWorld.start(2);
    await grantsOf(world, 0, 20);
    const other = world.replica(1).budgets.ofKeys.of("f2");
    const grants = Promise.all(times(20).map(() => other.acquire(claim({ userKey: "ada@example.com" }))));
    await world.advance(0);
    expect(await grants).toHaveLength(20);
    const keys = (await world.tell("KEYS", "*")) as string[];
    expect(keys.sort()).toEqual(["{lever-budget:1}:f1", "{lever-budget:1}:f2", "{lever-budget:1}:replicas"]);
    const values = await Promise.all(keys.map((key) => world.tell("GET", key)));
    expect(JSON.stringify(values)).not.toContain("ada");
  });

  test("a bucket that nobody uses is forgotten, and is full then", async () => {
    await using world = await ReplicatedWorld.start(1);
    for (const grant of await grantsOf(world, 0, 20)) grant.settle(answered);
    await world.advance(0);
    expect(Number(await world.tell("PTTL", "{lever-budget:1}:f1"))).toBeGreaterThan(10 * 60_000);
    await world.advance(11 * 60_000);
    await world.tell("DEL", "{lever-budget:1}:f1");
    expect(await grantsOf(world, 0, 20)).toHaveLength(20);
  });
});

type Grants = ReplicatedWorld["replicas"][number]["budget"];
