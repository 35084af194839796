import { beforeEach, expect, test } from "vitest";
import type { NewWrite, Store, WriteRecord } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected } from "./records.js";
import { newWrite } from "./write-records.js";

const SECOND = { holder: "holder-2", heldUntil: 900 };
const PROGRESS = { sealedProgress: "v1.k1.next" };

describeOnBoth("the ledger of writes", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const write = (changes: Partial<NewWrite> = {}): NewWrite => newWrite(id, changes);
  const begun = (changes: Partial<WriteRecord> = {}): WriteRecord => ({
    ...write(),
    result: null,
    revision: 1,
    createdAt: 5,
    updatedAt: 5,
    ...changes,
  });
  const finish = (key: string, updatedAt: number): Promise<WriteRecord | null> =>
    store.writes.save(
      write({ idempotencyKey: key }),
      { holder: "holder-1", revision: 1 },
      { ...PROGRESS, result: "{}" },
      updatedAt,
    );

  test("lets the next caller go on at once when all holds are let go, and keeps what is done", async () => {
    await store.writes.open(write({ idempotencyKey: "done" }), 5);
    await finish("done", 6);
    await store.writes.open(write(), 5);
    expect(await store.writes.open(write(SECOND), 6)).toMatchObject({ isHeld: false });
    await store.writes.releaseHolds();
    expect(await store.writes.save(write(), { holder: "holder-1", revision: 1 }, PROGRESS, 6)).toBeNull();
    expect(await store.writes.open(write(SECOND), 6)).toMatchObject({ isHeld: true, record: { revision: 2 } });
    const again = await store.writes.open(write({ ...SECOND, idempotencyKey: "done" }), 6);
    expect(again).toMatchObject({ isHeld: false, record: { result: "{}" } });
  });

  test("has nothing of a write before it is begun", async () => {
    expect(await store.writes.read(write())).toBeNull();
    expect(await store.writes.save(write(), { holder: "holder-1", revision: 1 }, PROGRESS, 6)).toBeNull();
    await store.writes.release(write(), "holder-1");
    expect(await store.writes.read(write())).toBeNull();
  });

  test("gives a new write to whoever opens it, and keeps it for every replica", async () => {
    expect(await store.writes.open(write(), 5)).toEqual({ record: begun(), isHeld: true });
    expect(await (await database.open()).writes.read(write())).toEqual(begun());
  });

  test("gives a write to one of fifty who open it at once through two replicas", async () => {
    const stores = [store, await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        inTurn(stores, index).writes.open(write({ holder: `holder-${String(index)}` }), 5),
      ),
    );
    const stored = await store.writes.read(write());
    const winners = answers.filter(({ isHeld }) => isHeld);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.record).toEqual(stored);
    for (const { record } of answers) expect(record).toEqual(stored);
  });

  test("gives nobody a write that is held, nor the holder's own name a second time", async () => {
    await store.writes.open(write(), 5);
    for (const holder of ["holder-1", "holder-2"]) {
      expect(await store.writes.open(write({ holder, heldUntil: 900, sealedProgress: "other" }), 99)).toEqual({
        record: begun(),
        isHeld: false,
      });
    }
  });

  test("gives a write whose hold has run out to one of fifty who come for it, with what was done so far", async () => {
    await store.writes.open(write(), 5);
    const stores = [store, await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        inTurn(stores, index).writes.open(
          write({ holder: `next-${String(index)}`, heldUntil: 900, sealedProgress: "other" }),
          100,
        ),
      ),
    );
    const winners = answers.filter(({ isHeld }) => isHeld);
    expect(winners).toHaveLength(1);
    const holder = winners[0]?.record.holder ?? null;
    expect(holder).toMatch(/^next-/);
    const taken = begun({ holder, heldUntil: 900, revision: 2, updatedAt: 100 });
    expect(await store.writes.read(write())).toEqual(taken);
    for (const { record } of answers) expect(record).toEqual(taken);
  });

  test("never gives a write to one who asks for something else with its key", async () => {
    await store.writes.open(write(), 5);
    await store.writes.release(write(), "holder-1");
    const { record, isHeld } = await store.writes.open(write({ ...SECOND, inputDigest: "digest-2" }), 1_000);
    expect(isHeld).toBe(false);
    expect(record).toEqual(begun({ holder: null, heldUntil: 0 }));
  });

  test("never gives away a write that is done, however long ago", async () => {
    await store.writes.open(write(), 5);
    const done = await finish("key-1", 6);
    expect(await store.writes.open(write(SECOND), 10_000)).toEqual({ record: done, isHeld: false });
    await store.writes.release(write(), "holder-1");
    const released = { ...done, holder: null, heldUntil: 0 };
    expect(await store.writes.open(write(SECOND), 10_000)).toEqual({ record: released, isHeld: false });
  });

  test("goes on where a process that died left off, and takes nothing from it when it turns out to live", async () => {
    const dying = await database.open();
    await dying.writes.open(write(), 5);
    const sent = await dying.writes.save(write(), { holder: "holder-1", revision: 1 }, PROGRESS, 6);
    expect(sent).toEqual(begun({ ...PROGRESS, revision: 2, updatedAt: 6 }));

    expect(await store.writes.open(write(SECOND), 99)).toEqual({ record: sent, isHeld: false });
    const taken = await store.writes.open(write(SECOND), 100);
    expect(taken).toEqual({ record: begun({ ...PROGRESS, ...SECOND, revision: 3, updatedAt: 100 }), isHeld: true });

    expect(await dying.writes.save(write(), { holder: "holder-1", revision: 2 }, PROGRESS, 101)).toBeNull();
    await dying.writes.release(write(), "holder-1");
    expect(await store.writes.read(write())).toEqual(taken.record);
    const done = { sealedProgress: "done", result: '{"opportunityId":"opportunity-1"}' };
    expect(await store.writes.save(write(), { holder: "holder-2", revision: 3 }, done, 102)).toEqual({
      ...taken.record,
      ...done,
      revision: 4,
      updatedAt: 102,
    });
  });

  test("keeps what its holder saves in time or late, until another one has taken over", async () => {
    await store.writes.open(write(), 5);
    const held = { holder: "holder-1", revision: 1 };
    const saved = await store.writes.save(write(), held, { ...PROGRESS, heldUntil: 200 }, 500);
    expect(saved).toEqual(begun({ ...PROGRESS, heldUntil: 200, revision: 2, updatedAt: 500 }));
  });

  test("takes no progress of another revision or another holder", async () => {
    await store.writes.open(write(), 5);
    for (const held of [
      { holder: "holder-1", revision: 0 },
      { holder: "holder-1", revision: 2 },
      { holder: "holder-2", revision: 1 },
      { holder: "", revision: 1 },
    ]) {
      expect(await store.writes.save(write(), held, { ...PROGRESS, result: "{}" }, 6)).toBeNull();
    }
    expect(await store.writes.read(write())).toEqual(begun());
  });

  test("takes one of many saves of the same revision", async () => {
    await store.writes.open(write(), 5);
    const stores = [store, await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inTurn(stores, index).writes.save(
          write(),
          { holder: "holder-1", revision: 1 },
          { sealedProgress: String(index) },
          6,
        ),
      ),
    );
    const saved = answers.filter((answer) => answer !== null);
    expect(saved).toHaveLength(1);
    expect(await store.writes.read(write())).toEqual(saved[0]);
  });

  test("gives a write that was let go to the next one at once, and lets its holder alone let go", async () => {
    await store.writes.open(write(), 5);
    await store.writes.release(write(), "holder-2");
    expect(await store.writes.read(write())).toEqual(begun());
    await store.writes.release(write(), "holder-1");
    await store.writes.release(write(), "holder-1");
    expect((await store.writes.open(write(SECOND), 6)).isHeld).toBe(true);
  });

  test("tells keys of one account or mutation from those of another", async () => {
    const others = [{ accountId: "account-2" }, { mutation: "addAtsNote" }, { idempotencyKey: "KEY-1" }];
    await store.writes.open(write(), 5);
    for (const other of others) expect((await store.writes.open(write(other), 5)).isHeld).toBe(true);
    await store.writes.save(write(others[0]), { holder: "holder-1", revision: 1 }, PROGRESS, 6);
    await store.writes.release(write(others[1]), "holder-1");
    expect(await store.writes.read(write())).toEqual(begun());
  });

  test("lists what is neither done nor held, the longest left alone first", async () => {
    for (const [key, now] of [
      ["late", 9],
      ["early", 7],
      ["done", 5],
      ["held", 5],
      ["released", 8],
    ] as const) {
      await store.writes.open(write({ idempotencyKey: key, heldUntil: key === "held" ? 101 : 100 }), now);
    }
    await finish("done", 6);
    await store.writes.release(write({ idempotencyKey: "released" }), "holder-1");
    const keysAt = async (now: number, limit: number): Promise<string[]> =>
      (await store.writes.unsettled(now, limit)).map(({ idempotencyKey }) => idempotencyKey);
    expect(await keysAt(99, 10)).toEqual(["released"]);
    expect(await keysAt(100, 10)).toEqual(["early", "released", "late"]);
    expect(await keysAt(100, 2)).toEqual(["early", "released"]);
    await store.writes.open(write({ ...SECOND, idempotencyKey: "early" }), 100);
    await store.writes.release(write({ idempotencyKey: "early" }), "holder-2");
    expect(await keysAt(100, 10)).toEqual(["released", "late", "early"]);
  });

  test("forgets what was done before it is told, never what is not done", async () => {
    for (const key of ["old", "young", "undone"]) await store.writes.open(write({ idempotencyKey: key }), 1);
    await finish("old", 9);
    await finish("young", 10);
    expect(await store.writes.prune(10)).toBe(1);
    expect(await store.writes.prune(10)).toBe(0);
    expect(await store.writes.read(write({ idempotencyKey: "old" }))).toBeNull();
    expect(await store.writes.read(write({ idempotencyKey: "young" }))).not.toBeNull();
    expect(await store.writes.prune(1_000_000)).toBe(1);
    expect(await store.writes.read(write({ idempotencyKey: "undone" }))).not.toBeNull();
    expect((await store.writes.open(write({ idempotencyKey: "old" }), 11)).isHeld).toBe(true);
  });

  test("neither fails nor holds up a removal of the connection that comes in between", async () => {
    const stores = [store, await database.open()];
    for (let round = 0; round < 5; round++) {
      const { id: removed } = await connected(store);
      const keys = Array.from({ length: 20 }, (_, index) => newWrite(removed, { idempotencyKey: String(index) }));
      for (const key of keys) await store.writes.open(key, 1);
      const saving = keys.map((key, index) =>
        inTurn(stores, index).writes.save(key, { holder: "holder-1", revision: 1 }, { ...PROGRESS, result: "{}" }, 2),
      );
      const pruning = stores.map((by) => by.writes.prune(10));
      expect(await stores[1]!.connections.remove("account-1", removed)).toBe(true);
      await Promise.all([...saving, ...pruning]);
      for (const key of keys) expect(await store.writes.read(key)).toBeNull();
    }
  });
});
