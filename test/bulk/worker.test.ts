import { beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth } from "../store/databases.js";
import { ManualClock } from "../support/manual-clock.js";
import { until } from "../support/until.js";
import { done, WorkerWorld } from "./support.js";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const DAY_MS = 24 * 60 * 60_000;

describeOnBoth("work on many items", (database) => {
  let store: Store;
  let clock: ManualClock;

  beforeEach(async () => {
    store = await database.open();
    clock = new ManualClock();
  });

  test("does each item once, in the order of the input, in batches, for the caller who asked", async () => {
    const world = new WorkerWorld(store, clock, (input) => done({ of: input }));
    const id = await world.ask(numbers(45));
    expect(await world.finished(id)).toMatchObject({ processed: 45, failedItems: 0 });
    expect(world.inputs).toEqual(numbers(45));
    expect(world.batches.map(({ inputs }) => inputs.length)).toEqual([20, 20, 5]);
    for (const { caller } of world.batches) {
      expect(caller).toEqual({
        ...{ accountId: "account-1", userId: "u1", email: null },
        roles: new Set(["viewer", "recruiter"]),
      });
    }
    expect(await world.outcomes(id)).toEqual(numbers(45).map((index) => [index, { of: index }]));
    expect(world.errors).toEqual([]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("forgets what was asked for of an item once that is done", async () => {
    const world = new WorkerWorld(store, clock, (input) => ({ failed: input === 1, outcome: {} }));
    const id = await world.ask(numbers(3));
    await world.finished(id);
    expect(await world.kept(id)).toEqual([null, null, null]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("begun twice is done once", async () => {
    const world = new WorkerWorld(store, clock, done);
    const id = await world.ask(numbers(30));
    for (let time = 0; time < 5; time++) world.worker.run(id);
    await world.finished(id);
    world.worker.run(id);
    await world.worker[Symbol.asyncDispose]();
    expect(world.inputs).toEqual(numbers(30));
  });

  test("of one item that meets what nobody foresaw leaves the others done, and tries it again", async () => {
    let tries = 0;
    const world = new WorkerWorld(store, clock, (input) =>
      input === 3 && ++tries < 3 ? new Error("Nobody foresaw this") : done(input),
    );
    const id = await world.ask(numbers(25));
    expect(await world.finished(id)).toMatchObject({ processed: 25, failedItems: 0 });
    expect(world.errors.map(String)).toEqual(Array(2).fill("Error: Nobody foresaw this"));
    expect([...world.inputs].sort((one, other) => Number(one) - Number(other))).toEqual([
      ...[0, 1, 2, 3, 3, 3],
      ...numbers(25).slice(4),
    ]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("of a runner that throws loses nothing, and holds up neither the rest nor other operations", async () => {
    let throws = 0;
    const world = new WorkerWorld(store, clock, (input, batch) => {
      if (batch.includes(3) && throws++ < 2) throw new Error("The runner is broken");
      return done(input);
    });
    const id = await world.ask(numbers(25));
    const other = await world.ask(["other"], { accountId: "account-1" });
    await world.finished(other);
    await until(
      () => world.progress(id),
      ({ processed }) => processed === 5,
    );
    expect(await world.finished(id)).toMatchObject({ processed: 25, failedItems: 0 });
    expect(world.errors.map(String)).toEqual(Array(2).fill("Error: The runner is broken"));
    await world.worker[Symbol.asyncDispose]();
  });

  test("leaves an operation alone that this version can't do, and says so", async () => {
    const world = new WorkerWorld(store, clock, done);
    const id = await world.ask([1], { mutation: "somethingNewer" });
    await until(
      () => world.errors.length,
      (count) => count > 0,
    );
    expect(String(world.errors[0])).toContain("somethingNewer");
    expect(await world.progress(id)).toMatchObject({ processed: 0, finishedAt: null });
    await world.worker[Symbol.asyncDispose]();
  });

  test("tries what is open again, after its hold and not before, until it is not", async () => {
    let tries = 0;
    const world = new WorkerWorld(store, clock, (input) =>
      input === 0 && ++tries < 3 ? { failed: true, outcome: "no budget", isOpen: true } : done(input),
    );
    const id = await world.ask(numbers(2));
    await until(
      () => world.progress(id),
      ({ processed }) => processed === 1,
    );
    await clock.advance(15_000);
    expect(tries).toBe(1);
    expect(await world.finished(id)).toMatchObject({ processed: 2, failedItems: 0 });
    expect(await world.outcomes(id)).toEqual([
      [0, 0],
      [1, 1],
    ]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("gives up what is open for a day, and keeps why", async () => {
    const world = new WorkerWorld(store, clock, (input) =>
      input === 0 ? { failed: true, outcome: "still unknown", isOpen: true } : new Error("Nobody foresaw this"),
    );
    const id = await world.ask(numbers(2), { startedAt: clock.epochMs() - DAY_MS - 1 });
    expect(await world.finished(id)).toMatchObject({ processed: 2, failedItems: 2 });
    expect(await world.outcomes(id)).toEqual([
      [0, "still unknown"],
      [1, {}],
    ]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("goes on at a start with what was left behind, of every account", async () => {
    const world = new WorkerWorld(store, clock, done);
    const ids = [await world.keep([1, 2]), await world.keep([3])];
    world.worker.start();
    for (const id of ids) await world.finished(id);
    expect([...world.inputs].sort()).toEqual([1, 2, 3]);
    await world.worker[Symbol.asyncDispose]();
  });

  test("is found by another replica once the one that began with it has died, and each item is done once", async () => {
    const dead = new WorkerWorld(store, clock, () => new Promise(() => undefined));
    const id = await dead.ask(numbers(30));
    await until(
      () => dead.batches.length,
      (count) => count === 1,
    );
    const other = new WorkerWorld(await database.open(), clock, done);
    other.worker.start();
    expect(await other.finished(id)).toMatchObject({ processed: 30, failedItems: 0 });
    expect([...other.inputs].sort((one, another) => Number(one) - Number(another))).toEqual(numbers(30));
    expect(other.inputs[0]).toBe(20);
    await other.worker[Symbol.asyncDispose]();
  });

  test("that is to stop ends the batch under way, keeps what came of it, and begins no other", async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const world = new WorkerWorld(store, clock, async (input) => {
      await gate;
      return done(input);
    });
    const id = await world.ask(numbers(45));
    await until(
      () => world.batches.length,
      (count) => count === 1,
    );
    const stopped = world.worker[Symbol.asyncDispose]();
    world.worker.run(await world.keep([99]));
    go();
    await stopped;
    expect(await world.progress(id)).toMatchObject({ processed: 20, finishedAt: null });
    expect(world.inputs).toEqual(numbers(20));
    const next = new WorkerWorld(await database.open(), clock, done);
    next.worker.start();
    expect(await next.finished(id)).toMatchObject({ processed: 45 });
    expect(next.inputs.filter((input) => input !== 99)).toEqual(numbers(45).slice(20));
    await next.worker[Symbol.asyncDispose]();
  });
});
