import { Keyv } from "keyv";
import { describe, expect, test } from "vitest";
import { settle } from "../support/manual-clock.js";
import { hasRedis, NO_REDIS } from "../support/redis.js";
import { object, page, type Reply, type SeenRequest } from "../support/scripted-server.js";
import { Replicas } from "./replicas.js";
import { RedisStore, ScriptedStore } from "./shared-stores.js";
import { createNote, Harness, opportunity, stages } from "./support.js";

const one = { opportunity: "o1" };

/** The longest that a read may wait for a store that hangs: its generations, its value, and once more. */
const LONGEST_WAIT_MS = 3 * 51;

function counting({ method, path }: SeenRequest, index: number): Reply {
  if (method !== "GET") return object({});
  return path.startsWith("/v1/opportunities/") ? object({ id: "o1", version: index }) : page([{ version: index }]);
}

describe.each(["single", "many"] as const)("a store of %s keys", (kind) => {
  test.each(["down", "hanging"] as const)("that is %s is a miss: Lever is asked, and nothing fails", async (mode) => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    store.mode = mode;
    const { clock } = lever;
    expect((await clock.finish(lever.one.client().one(opportunity, one), 100)).value["version"]).toBe(0);
    expect(clock.monotonicMs()).toBeLessThanOrEqual(LONGEST_WAIT_MS);
    await clock.finish(lever.one.client().send(createNote, one, {}), 100);
    expect((await clock.finish(lever.one.client().one(opportunity, one), 100)).value["version"]).toBe(2);
    expect((await clock.finish(lever.one.client().one(opportunity, one), 100)).value["version"]).toBe(2);
    expect(lever.errors.length).toBeGreaterThan(0);
    expect(new Set(lever.errors)).toEqual(
      new Set([mode === "down" ? "The store is down" : "The shared cache did not answer in time"]),
    );
  });

  test("that hangs is left alone after three times, and asked again a second later", async () => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    store.mode = "hanging";
    const { clock } = lever;
    const ask = (id: string) => clock.finish(lever.one.client().one(opportunity, { opportunity: id }), 100);
    for (const id of ["a", "b", "c"]) await ask(id);
    const [askedBefore, nowMs] = [store.asked, clock.monotonicMs()];
    for (const id of ["d", "e", "f"]) await ask(id);
    expect(clock.monotonicMs()).toBe(nowMs);
    expect(store.asked).toBe(askedBefore);
    store.mode = "up";
    await clock.advance(1_000);
    await ask("g");
    expect(store.asked).toBeGreaterThan(askedBefore);
    await store.written();
    const sent = lever.requests.length;
    await lever.other.client().one(opportunity, { opportunity: "g" });
    expect(lever.requests).toHaveLength(sent);
  });

  test("that fails long after its time ends nothing", async () => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    const failing: (() => void)[] = [];
    store.before = () => new Promise<void>((_, reject) => void failing.push(() => reject(new Error("Too late"))));
    expect((await lever.clock.finish(lever.one.client().one(opportunity, one), 100)).value["version"]).toBe(0);
    for (const fail of failing) fail();
    await settle();
    store.before = () => Promise.resolve();
    await lever.clock.advance(1_000);
    // What the others have written meanwhile isn't known: it is asked for anew.
    expect((await lever.one.client().one(opportunity, one)).value["version"]).toBe(1);
  });

  test("that is gone leaves nothing older than 30 s to be served: others may have written", async () => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    const ask = async () => (await lever.clock.finish(lever.one.client().all(stages, {}), 100)).value[0]?.["version"];
    await ask();
    await lever.clock.advance(10 * 60_000);
    expect(await ask()).toBe(0);
    store.mode = "down";
    expect(await ask()).toBe(1);
    await lever.clock.advance(29_000);
    expect(await ask()).toBe(1);
    await lever.clock.advance(1_000);
    expect(await ask()).toBe(2);
    store.mode = "up";
    await lever.clock.advance(5 * 60_000);
    expect(await ask()).toBe(2);
  });

  test("a write that could not be told is told with the next read", async () => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    const ask = async (replica: Harness) => (await replica.client().one(opportunity, one)).value["version"];
    await ask(lever.one);
    await store.written();
    expect(await ask(lever.other)).toBe(0);
    store.mode = "down";
    await lever.one.client().send(createNote, one, {});
    store.mode = "up";
    await lever.clock.advance(1_000);
    expect(await ask(lever.one)).toBe(2);
    await store.written();
    expect(await ask(lever.other)).toBe(2);
  });

  test("of two writes, of which the later can't be told, the earlier's telling is not taken for it", async () => {
    await using store = new ScriptedStore(kind);
    await using lever = await Replicas.start(store, counting);
    const ask = async (replica: Harness) => (await replica.client().one(opportunity, one)).value["version"];
    await ask(lever.one);
    const held: (() => void)[] = [];
    const holding = (operation: string) =>
      operation === "set" ? new Promise<void>((resolve) => void held.push(resolve)) : Promise.resolve();
    store.before = holding;
    const first = lever.one.client().send(createNote, one, {});
    while (held.length === 0) await settle();
    store.before = () => Promise.resolve();
    expect(await ask(lever.one)).toBe(2);
    store.before = holding;
    const firstHeld = held.splice(0);
    const second = lever.one.client().send(createNote, one, {});
    while (held.length === 0) await settle();
    store.before = () => Promise.resolve();
    for (const release of firstHeld) release();
    await first;
    await lever.clock.finish(second, 100);
    expect(await ask(lever.one)).toBe(4);
    await store.written();
    expect(await ask(lever.other)).toBe(4);
  });
});

describe.skipIf(!hasRedis())(hasRedis() ? "Redis" : `Redis (${NO_REDIS})`, () => {
  test("that crashes and comes back empty costs requests only", async () => {
    await using store = await RedisStore.start();
    await using lever = await Replicas.start(store, counting);
    const ask = async (replica: Harness) =>
      (await lever.clock.finish(replica.client().one(opportunity, one), 100)).value["version"];
    await ask(lever.one);
    await store.server.stop();
    await lever.clock.finish(lever.one.client().send(createNote, one, {}), 100);
    expect(await ask(lever.one)).toBe(2);
    expect(await ask(lever.other)).toBe(3);
    await store.server.startAgain();
    await store.connected();
    await lever.clock.advance(1_000);
    const { value } = await lever.one.client().one(opportunity, one);
    await store.written();
    expect((await lever.other.client().one(opportunity, one)).value).toEqual(value);
    expect(lever.requests).toHaveLength(5);
    expect(JSON.stringify(lever.errors)).not.toContain("acme");
  });

  test("that takes commands and doesn't answer is not waited for", async () => {
    await using store = await RedisStore.start();
    await using lever = await Replicas.start(store, counting);
    await lever.one.client().one(opportunity, one);
    await store.written();
    store.server.pause();
    const nowMs = lever.clock.monotonicMs();
    const reading = lever.clock.finish(lever.one.client().one(opportunity, one), 100);
    expect((await reading).value["version"]).toBe(0);
    await lever.clock.finish(lever.one.client().send(createNote, one, {}), 100);
    expect((await lever.clock.finish(lever.one.client().one(opportunity, one), 100)).value["version"]).toBe(2);
    expect(lever.clock.monotonicMs() - nowMs).toBeLessThanOrEqual(2 * LONGEST_WAIT_MS);
    store.server.resume();
    await store.written();
    await lever.clock.advance(1_000);
    await lever.one.client().one(opportunity, one);
    await store.written();
    // The answer from before the write is still in Redis, and out of date.
    expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(3);
  });

  test("that is full and takes nothing more is a miss", async () => {
    await using store = await RedisStore.start();
    await using lever = await Replicas.start(store, counting);
    await store.configure("maxmemory", "1");
    await store.configure("maxmemory-policy", "noeviction");
    for (let n = 0; n < 3; n++) {
      const asking = lever.one.client().one(opportunity, { opportunity: `o${n}` });
      expect((await lever.clock.finish(asking, 100)).value["version"]).toBe(n);
    }
    expect((await lever.clock.finish(lever.one.client().one(opportunity, { opportunity: "o0" }), 100)).value).toEqual({
      id: "o1",
      version: 0,
    });
    expect(lever.errors.length).toBeGreaterThan(0);
  });
});

test("a memory of this process alone is not written to", async () => {
  const values = new Map();
  await using lever = await Harness.start(counting, { cache: new Keyv({ store: values }) });
  await lever.client().one(opportunity, one);
  await lever.client().send(createNote, one, {});
  expect(values.size).toBe(0);
});
