import { describe, expect, test } from "vitest";
import { BudgetExhausted, type Grant } from "../../../src/lever/budget/budget.js";
import { Urgency } from "../../../src/lever/urgency.js";
import { hasRedis, NO_REDIS } from "../../support/redis.js";
import { SeededRandom } from "../seeded-random.js";
import { ReplicatedWorld } from "./replicas.js";
import { times } from "./simulated-lever.js";

/** Longer than a replica that has lost Redis stays by itself, milliseconds, the way back included. */
const BACK_MS = 6_000;

function claim(deadlineAtMs = Infinity) {
  const urgency = new Urgency({ lane: "interactive", userKey: "ada", deadlineAtMs });
  return { urgency, signal: new AbortController().signal };
}

/** So many calls of every replica. */
function call(world: ReplicatedWorld, count: number): void {
  for (const { callers } of world.replicas) for (const n of times(count)) void callers.call(`${n}`);
}

/** A token of that replica's. */
async function taken(world: ReplicatedWorld, index: number): Promise<Grant> {
  const acquired = world.replica(index).budget.acquire(claim());
  const waited = { isOver: false };
  void acquired.then(() => (waited.isOver = true));
  while (!waited.isOver) await world.advance(50);
  return acquired;
}

/** What Lever has taken within that time. */
async function takenIn(world: ReplicatedWorld, spanMs: number): Promise<number> {
  const before = world.lever.taken;
  await world.advance(spanMs);
  return world.lever.taken - before;
}

const kinds = (world: ReplicatedWorld) => world.replicas.map(({ said }) => said.map(({ kind }) => kind));

describe.skipIf(!hasRedis())(hasRedis() ? "Redis" : `Redis (${NO_REDIS})`, () => {
  test("that ends and comes back empty: each spends its share meanwhile, says so once, and Lever refuses none", async () => {
    await using world = await ReplicatedWorld.start(2);
    call(world, 600);
    await world.advance(5_000);
    await world.stop();
    // They wait until everybody must have noticed, and no longer.
    expect(await takenIn(world, 2_500)).toBeGreaterThanOrEqual(4);
    for (const { budget } of world.replicas) expect(budget.state()).toMatchObject({ requestsPerSecond: 5, burst: 10 });
    expect(await takenIn(world, 20_000)).toBeGreaterThanOrEqual(196);
    await world.startAgain();
    await world.advance(BACK_MS);
    expect(await takenIn(world, 20_000)).toBeGreaterThanOrEqual(196);
    expect(world.lever.refused).toBe(0);
    expect(kinds(world)).toEqual(times(2).map(() => ["shared", "alone", "shared"]));
    expect(world.replica(0).said[1]).toMatchObject({ kind: "alone", replicas: 2 });
    for (const { budget } of world.replicas) expect(budget.state()).toMatchObject({ requestsPerSecond: 10, burst: 20 });
  });

  test("that is gone for a moment only, under full load", async () => {
    await using world = await ReplicatedWorld.start(3);
    call(world, 400);
    for (const _ of times(3)) {
      await world.advance(4_000);
      await world.stop();
      await world.startAgain();
    }
    await world.advance(BACK_MS);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test("that is gone while nobody asks: the burst that each may send is its share of it", async () => {
    await using world = await ReplicatedWorld.start(2);
    await world.stop();
    await world.advance(10_000);
    call(world, 30);
    await world.advance(10);
    expect(world.lever.taken).toBe(20);
    await world.advance(1_050);
    expect(world.lever).toMatchObject({ taken: 30, refused: 0 });
    await world.startAgain();
    await world.advance(20_000);
    expect(world.lever).toMatchObject({ taken: 60, refused: 0 });
  });

  test("that takes commands and doesn't answer is waited for in bounds, and who has less time hears it at once", async () => {
    await using world = await ReplicatedWorld.start(2);
    for (const { wire } of world.replicas) wire.mode = "held";
    const { budget } = world.replica(0);
    const waiting = budget.acquire(claim());
    await world.advance(250);
    const refused = await budget.acquire(claim(world.clock.monotonicMs() + 1_000)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BudgetExhausted);
    await world.advance(2_000);
    const grant = await waiting;
    // The answer, the others' silence, a token of its share.
    expect(grant.waitedMs).toBeLessThanOrEqual(250 + 1_500 + 200);
    grant.settle({ kind: "answered" });
    call(world, 200);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    // All that was held is carried out now, long after nobody waits for it any more.
    for (const { wire } of world.replicas) wire.release();
    await world.advance(BACK_MS);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test("that is out of reach for one of three: its share is left to it, and no more than that is lost", async () => {
    await using world = await ReplicatedWorld.start(3);
    call(world, 400);
    await world.advance(4_000);
    world.replica(0).wire.mode = "cut";
    await world.advance(3_000);
    const [before] = world.replicas.map(({ callers }) => callers.done.length);
    expect(await takenIn(world, 21_000)).toBeGreaterThanOrEqual(205);
    const own = world.replica(0).callers.done.length - (before ?? 0);
    expect(Math.abs(own - 70)).toBeLessThanOrEqual(2);
    expect(world.replica(1).budget.state().requestsPerSecond).toBeCloseTo(20 / 3, 6);
    world.replica(0).wire.release();
    await world.advance(BACK_MS);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
    expect(kinds(world)).toEqual([["shared", "alone", "shared"], ["shared"], ["shared"]]);
  });

  test("that is full and takes nothing more is as good as gone", async () => {
    await using world = await ReplicatedWorld.start(2);
    call(world, 400);
    await world.advance(4_000);
    await world.tell("CONFIG", "SET", "maxmemory-policy", "noeviction");
    await world.tell("CONFIG", "SET", "maxmemory", "1");
    await world.advance(3_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    await world.tell("CONFIG", "SET", "maxmemory", "0");
    await world.advance(BACK_MS);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
    expect(kinds(world)).toEqual(times(2).map(() => ["shared", "alone", "shared"]));
  });

  test.each([
    ["flushed", async (world: ReplicatedWorld) => world.tell("FLUSHALL")],
    ["made to evict keys", (world: ReplicatedWorld) => evict(world, "allkeys-lru")],
    ["made to evict the buckets", (world: ReplicatedWorld) => evict(world, "volatile-lru")],
  ])("that is %s spends nothing twice", async (_, lose) => {
    await using world = await ReplicatedWorld.start(2);
    call(world, 400);
    for (const spanMs of [2_000, 1_000, 3_000, 100]) {
      await world.advance(spanMs);
      await lose(world);
    }
    await world.advance(3_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test.each(["allkeys-lru", "volatile-lru"])(
    "that forgot a bucket just used up gives no burst for it: %s",
    async (policy) => {
      await using world = await ReplicatedWorld.start(2);
      for (const n of times(20)) void world.replica(0).callers.call(`${n}`);
      await world.advance(100);
      await evict(world, policy);
      for (const n of times(20)) void world.replica(1).callers.call(`${n}`);
      await world.advance(10_000);
      expect(world.lever).toMatchObject({ taken: 40, refused: 0 });
    },
  );

  test("that comes back with what it knew long ago spends nothing twice", async () => {
    await using world = await ReplicatedWorld.start(2);
    const keys = (await world.tell("KEYS", "*")) as string[];
    const old = await Promise.all(keys.map(async (key) => [key, String(await world.tell("GET", key))] as const));
    call(world, 400);
    await world.advance(10_000);
    await world.stop();
    await world.startAgain();
    for (const [key, value] of old) await world.tell("SET", key, value);
    await world.advance(BACK_MS);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test("whose clock is set back or forth stops nobody", async () => {
    await using world = await ReplicatedWorld.start(2);
    call(world, 600);
    await world.advance(3_000);
    world.clock.jumpWallClock(-86_400_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
    world.clock.jumpWallClock(2 * 86_400_000);
    await world.advance(BACK_MS);
    for (const { callers } of world.replicas) expect(callers.done.length).toBeGreaterThan(50);
  });

  test("that comes back owes nobody for what is under way still", async () => {
    await using world = await ReplicatedWorld.start(2);
    const acquired = Promise.all(times(20).map(() => world.replica(0).budget.acquire(claim())));
    await world.advance(0);
    const grants = await acquired;
    world.replica(0).wire.mode = "cut";
    await world.advance(3_000);
    // The other has given those up for spent.
    (await taken(world, 1)).settle({ kind: "answered" });
    world.replica(0).wire.release();
    while (world.replica(0).said.at(-1)?.kind !== "shared") await world.advance(10);
    for (const grant of grants) grant.settle({ kind: "answered" });
    const grant = await taken(world, 1);
    expect(grant.waitedMs).toBeLessThanOrEqual(200);
  });

  test("that is out of reach for one: what it sends by itself is in nobody's burst when it is back", async () => {
    await using world = await ReplicatedWorld.start(2, { requestsPerSecond: 10, burst: 100 });
    for (const n of times(100)) void world.replica(1).callers.call(`${n}`);
    await world.advance(100);
    world.replica(0).wire.mode = "cut";
    for (const n of times(100)) void world.replica(0).callers.call(`${n}`);
    await world.advance(5_000);
    world.replica(0).wire.release();
    await world.advance(500);
    for (const n of times(100)) void world.replica(1).callers.call(`more ${n}`);
    await world.advance(40_000);
    expect(world.lever).toMatchObject({ taken: 300, refused: 0 });
  });

  test("a 429 while Redis is gone is told to all once it is back", async () => {
    await using world = await ReplicatedWorld.start(2);
    await world.stop();
    await world.advance(5_000);
    const grant = await world.replica(0).budget.acquire(claim());
    grant.settle({ kind: "limited", retryAfterMs: 20_000 });
    await world.startAgain();
    await world.advance(BACK_MS);
    const waiting = world.replica(1).budget.acquire(claim());
    await world.advance(1_000);
    expect(world.replica(1).budget.state()).toMatchObject({ requestsPerSecond: 5, queued: 1 });
    await world.advance(15_000);
    expect((await waiting).waitedMs).toBeGreaterThan(10_000);
  });

  test("that goes during a pause that Lever asked for: nothing is sent before it is over", async () => {
    await using world = await ReplicatedWorld.start(2);
    (await taken(world, 0)).settle({ kind: "limited", retryAfterMs: 20_000 });
    call(world, 20);
    await world.advance(500);
    await world.stop();
    await world.advance(19_000);
    expect(world.lever.taken).toBe(0);
    await world.advance(5_000);
    expect(world.lever.taken).toBeGreaterThan(10);
  });

  test("a rate that Lever has shrunk stays shrunk when Redis goes", async () => {
    await using world = await ReplicatedWorld.start(2);
    (await taken(world, 0)).settle({ kind: "limited" });
    await world.advance(0);
    await world.stop();
    await world.advance(1_000);
    expect(world.replica(0).budget.state().requestsPerSecond).toBe(2.5);
  });
});

describe.skipIf(!hasRedis())(hasRedis() ? "a replica" : `a replica (${NO_REDIS})`, () => {
  test("that dies takes nothing with it but for half a minute its share", async () => {
    await using world = await ReplicatedWorld.start(2);
    call(world, 10);
    await world.advance(1);
    // Ten of its requests are on their way, and nobody will say how they ended.
    await world.crash(0);
    for (const n of times(900)) void world.replica(0).callers.call(`more ${n}`);
    await world.advance(5_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(49);
    await world.advance(20_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test("that has just come has no share before the others know of it", async () => {
    await using world = await ReplicatedWorld.start(2);
    await world.add();
    await world.stop();
    await world.advance(2_000);
    const rates = world.replicas.map(({ budget }) => budget.state().requestsPerSecond);
    expect(rates).toEqual([5, 5, 1]);
  });

  test("that didn't hear of its smaller share is left the larger one", async () => {
    await using world = await ReplicatedWorld.start(1);
    await world.add();
    world.replica(0).wire.mode = "deaf";
    await world.advance(20_000);
    expect(world.replica(0).budget.state().requestsPerSecond).toBe(10);
    (await taken(world, 1)).settle({ kind: "answered" });
    // Half of an equal part, lest nothing be left of a replica that died.
    expect(world.replica(1).budget.state().requestsPerSecond).toBe(2.5);
  });

  test("that was the only one and dies leaves the next one enough to go on with, and soon everything", async () => {
    await using world = await ReplicatedWorld.start(1);
    const next = await world.add("held");
    await world.crash(0);
    next.wire.release();
    for (const n of times(400)) void next.callers.call(`${n}`);
    await world.advance(3_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(24);
    await world.advance(20_000);
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.lever.refused).toBe(0);
  });

  test("that has just started serves what waits as soon as it is in touch", async () => {
    await using world = await ReplicatedWorld.start(1);
    const added = await world.add("held");
    const waiting = times(5).map(() => added.budget.acquire(claim()));
    await world.advance(200);
    expect(added.budget.state().queued).toBe(5);
    added.wire.release();
    await world.advance(500);
    for (const { waitedMs } of await Promise.all(waiting)) expect(waitedMs).toBeLessThanOrEqual(700);
  });

  test("that is stopped leaves its share to the others at once", async () => {
    await using world = await ReplicatedWorld.start(2);
    for (const n of times(300)) void world.replica(1).callers.call(`${n}`);
    await world.advance(4_000);
    const [stopped] = world.replicas.splice(0, 1);
    await stopped?.budgets[Symbol.asyncDispose]();
    expect(await takenIn(world, 10_000)).toBeGreaterThanOrEqual(98);
    expect(world.replica(0).budget.state().requestsPerSecond).toBe(10);
    stopped?.wire.close();
  });

  test("that starts while Redis is gone holds back until it knows how many there are", async () => {
    await using world = await ReplicatedWorld.start(1);
    const added = await world.add();
    await world.advance(3_000);
    await world.stop();
    const late = await world.add("cut");
    await world.advance(5_000);
    for (const n of times(30)) void late.callers.call(`${n}`);
    expect(await takenIn(world, 10_000)).toBeLessThanOrEqual(11);
    expect(late.said).toMatchObject([{ kind: "alone", replicas: null, error: { message: "Cut" } }]);
    expect(late.budget.state()).toMatchObject({ requestsPerSecond: 1, burst: 1 });
    expect(added.budget.state()).toMatchObject({ requestsPerSecond: 5, burst: 10 });
  });

  test("whichever comes, goes, dies or loses touch for less than half a minute: Lever refuses none", async () => {
    for (const seed of times(4)) {
      const random = new SeededRandom(seed);
      const latencyMs = () => random.below(12);
      await using world = await ReplicatedWorld.start(3);
      for (const { wire } of world.replicas) wire.latencyMs = latencyMs;
      for (const _ of times(40)) {
        for (const { callers } of world.replicas) {
          const lane = random.pick(["interactive", "background"] as const);
          for (const n of times(random.below(12))) void callers.call(`${n}`, { lane });
        }
        const { wire } = random.pick(world.replicas);
        const isInTouch = world.replicas.every((replica) => replica.wire.mode === "open");
        const what = random.pick(["cut", "held", "found", "dies", "comes", "nothing", "nothing"] as const);
        if (what === "cut" || what === "held") wire.mode = what;
        if (what === "found") for (const replica of world.replicas) replica.wire.release();
        if (what === "dies" && world.replicas.length > 1) await world.crash(random.below(world.replicas.length));
        if (what === "comes" && isInTouch) (await world.add()).wire.latencyMs = latencyMs;
        await world.advance(random.below(3_000));
      }
      expect({ seed, refused: world.lever.refused }).toEqual({ seed, refused: 0 });
      expect(world.lever.taken).toBeGreaterThan(100);
    }
  });
});

/** For want of memory Redis forgets every key; of policy "volatile-lru" those that expire, which are the buckets. */
async function evict(world: ReplicatedWorld, policy: string): Promise<void> {
  await world.tell("CONFIG", "SET", "maxmemory-policy", policy);
  await world.tell("CONFIG", "SET", "maxmemory", "1");
  await world.tell("SET", "one", "more").catch(() => undefined);
  await world.tell("CONFIG", "SET", "maxmemory", "0");
  expect(await world.tell("KEYS", "*")).not.toContain("{lever-budget:1}:f1");
}
