import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/lever/cache/entry.js";
import { stampOf } from "../../src/lever/cache/entry.js";
import { Generations, WHOLE } from "../../src/lever/cache/generations.js";
import { MemoryTier } from "../../src/lever/cache/memory-tier.js";
import { SharedTier } from "../../src/lever/cache/shared-tier.js";
import { ValueStore } from "../../src/lever/cache/value-store.js";
import { ManualClock } from "../support/manual-clock.js";
import { ScriptedStore } from "./shared-stores.js";

const OWN = { accountId: "acme", connectionId: "c1", epoch: 1 };
/** Begins as the other one does. */
const NEXT = { accountId: "acme", connectionId: "c11", epoch: 1 };
const NAMESAKE = { accountId: "globex", connectionId: "c1", epoch: 1 };

const clock = new ManualClock();

function entry(owner: typeof OWN): Entry {
  const times = { fetchedAt: clock.epochMs(), maxAgeMs: 60_000, bytes: 10 };
  return { stamp: stampOf(owner), part: "rows", whole: "w", generation: "g", value: owner.connectionId, ...times };
}

describe("values that are let go of", () => {
  test("are in this process's memory no more, and those of others are", async () => {
    const memory = new MemoryTier({ maxEntries: 10, maxBytes: 1_000_000 });
    const store = new ValueStore({ memory, shared: null, clock, onError: (error) => expect.fail(error.message) });
    for (const owner of [OWN, NEXT, NAMESAKE]) store.keep(owner, [["key", entry(owner)]]);
    store.keep({ ...OWN, epoch: 2 }, [["key", entry(OWN)]]);
    await store.drop(stampOf(OWN));
    const found = async (owner: typeof OWN) => (await store.find(owner, ["key"], () => true))[0]?.value;
    expect(await Promise.all([OWN, { ...OWN, epoch: 2 }, NEXT, NAMESAKE].map(found))).toEqual([
      ...[undefined, undefined, "c11", "c1"],
    ]);
  });

  test("are removed from the shared store by their beginning, and one that fails is told of and no failure", async () => {
    const prefixes: string[] = [];
    const errors: string[] = [];
    const remove = (prefix: string): Promise<void> => {
      prefixes.push(prefix);
      return Promise.reject(new Error("away"));
    };
    const shared = new SharedTier(
      await new ScriptedStore("many").keyv(),
      clock,
      ({ message }) => errors.push(message),
      remove,
    );
    const memory = new MemoryTier({ maxEntries: 10, maxBytes: 1_000_000 });
    await new ValueStore({ memory, shared, clock, onError: () => undefined }).drop(stampOf(OWN));
    expect([prefixes, errors]).toEqual([[`lever:1:value:["acme","c1"]:`], ["away"]]);
  });
});

describe("a connection of which everything is over", () => {
  test("is told of where it was said, and on another replica with its next look", async () => {
    const store = new ScriptedStore("many");
    const told: string[] = [];
    const replica = async (name: string): Promise<Generations> =>
      new Generations(new SharedTier(await store.keyv(), clock, () => undefined), clock, (stamp) =>
        told.push(`${name} ${stamp}`),
      );
    const [one, other] = [await replica("one"), await replica("other")];
    for (const generations of [one, other]) {
      await generations.read(OWN, [WHOLE, "rows"]);
      await generations.read(NEXT, [WHOLE]);
    }
    expect(told).toEqual([]);
    await one.raise(OWN, ["rows"]);
    await other.read(OWN, [WHOLE, "rows"]);
    expect(told).toEqual([]);
    await one.raise(OWN, [WHOLE]);
    expect(told).toEqual([`one ${stampOf(OWN)}`]);
    await other.read(NEXT, [WHOLE]);
    await other.read(OWN, [WHOLE, "rows"]);
    await other.read(OWN, [WHOLE]);
    expect(told).toEqual([`one ${stampOf(OWN)}`, `other ${stampOf(OWN)}`]);
  });
});
