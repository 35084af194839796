import { beforeEach, expect, test } from "vitest";
import { UnknownConnection } from "../../src/store/store-errors.js";
import type { Store, SyncDue } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { connected, connection } from "./records.js";

const NOW = 1_700_000_000_000;
const HOLD = NOW + 60_000;
const due = (changes: Partial<SyncDue> = {}): SyncDue => ({ now: NOW, idleBefore: null, ...changes });

describeOnBoth("the sync of a connection", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const idsDue = async (when = due(), by = store): Promise<readonly string[]> =>
    (await by.sync.due(when, 10)).map(({ connectionId }) => connectionId);

  /** Runs it to its end. */
  async function finish(finishedAt = NOW): Promise<void> {
    await store.sync.ask(id, NOW);
    await store.sync.take(id, "h", HOLD, due());
    const done = { completeSince: NOW, fullSince: NOW, fullTotal: 7, finishedAt, processed: 7 };
    expect(await store.sync.save(id, "h", { state: "IDLE", ...done, holder: null, heldUntil: 0 })).toBe(true);
  }

  test("is not there, and never due, until it is asked for", async () => {
    expect(await store.sync.read(id)).toBeNull();
    expect(await idsDue()).toEqual([]);
    expect(await store.sync.take(id, "h", HOLD, due())).toBeNull();
    expect(await store.sync.save(id, "h", { processed: 1 })).toBe(false);
  });

  test("begins once, however many ask at once", async () => {
    const stores = [store, await database.open()];
    const asked = await Promise.all(stores.flatMap((by) => [by.sync.ask(id, NOW), by.sync.ask(id, NOW)]));
    for (const record of asked) expect(record).toMatchObject({ state: "RUNNING", run: "FULL", generation: 1 });
    expect(await store.sync.due(due(), 10)).toEqual([{ connectionId: id, accountId: "account-1" }]);
  });

  test("can't be asked for where there is no connection", async () => {
    await expect(store.sync.ask(connection().id, NOW)).rejects.toThrow(UnknownConnection);
  });

  test("is taken by one of many, and by another once the hold is over", async () => {
    await store.sync.ask(id, NOW);
    const stores = [store, await database.open(), await database.open()];
    const taken = await Promise.all(stores.map((by, index) => by.sync.take(id, `h${index}`, HOLD, due())));
    const holders = taken.flatMap((record) => record?.holder ?? []);
    expect(holders).toHaveLength(1);
    expect(await idsDue()).toEqual([]);
    const late = due({ now: HOLD });
    expect(await idsDue(late)).toEqual([id]);
    expect(await store.sync.take(id, "late", HOLD + 1, late)).toMatchObject({ holder: "late" });
    expect(await store.sync.save(id, holders[0] ?? "", { processed: 5 })).toBe(false);
    expect(await store.sync.save(id, "late", { processed: 6, pageToken: "t" })).toBe(true);
    expect(await store.sync.read(id)).toMatchObject({ processed: 6, pageToken: "t" });
  });

  test("is free again when the only process starts anew", async () => {
    await store.sync.ask(id, NOW);
    await store.sync.take(id, "dead", HOLD, due());
    await store.sync.releaseHolds();
    expect(await store.sync.take(id, "alive", HOLD, due())).toMatchObject({ holder: "alive" });
  });

  test("changes nothing when it is asked for while it runs", async () => {
    await store.sync.ask(id, NOW);
    await store.sync.take(id, "h", HOLD, due());
    await store.sync.save(id, "h", { processed: 5, pageToken: "t" });
    expect(await store.sync.ask(id, NOW + 1)).toMatchObject({
      processed: 5,
      pageToken: "t",
      startedAt: NOW,
      holder: "h",
    });
  });

  test("that has ended is due again after the interval, and never without one", async () => {
    await finish(NOW);
    expect(await idsDue(due({ now: NOW * 2 }))).toEqual([]);
    expect(await idsDue(due({ idleBefore: NOW - 1 }))).toEqual([]);
    expect(await idsDue(due({ idleBefore: NOW }))).toEqual([id]);
  });

  test("begins another full run when it is asked for again, and knows how many there were", async () => {
    await finish();
    expect(await store.sync.ask(id, NOW + 5)).toMatchObject({
      ...{ state: "RUNNING", run: "FULL", generation: 2, processed: 0, estimatedTotal: 7, startedAt: NOW + 5 },
      ...{ finishedAt: null, completeSince: NOW, pageToken: null },
    });
  });

  test("that failed is due when its time has come, and goes on at once when it is asked for", async () => {
    await store.sync.ask(id, NOW);
    await store.sync.take(id, "h", HOLD, due());
    const failed = { state: "FAILED", lastError: "ATS_UNAVAILABLE", retryAt: NOW + 10, failures: 2 } as const;
    await store.sync.save(id, "h", { ...failed, processed: 5, pageToken: "t", holder: null, heldUntil: 0 });
    expect(await idsDue(due({ now: NOW + 9 }))).toEqual([]);
    expect(await idsDue(due({ now: NOW + 10 }))).toEqual([id]);
    expect(await store.sync.ask(id, NOW + 5)).toMatchObject({
      ...{ state: "RUNNING", run: "FULL", generation: 1, processed: 5, pageToken: "t", lastError: null, failures: 0 },
    });
  });

  test("of changes that failed becomes a full one when it is asked for", async () => {
    await finish();
    const when = due({ idleBefore: NOW });
    await store.sync.take(id, "h", HOLD, when);
    const failed = { state: "FAILED", run: "CHANGES", pageToken: "t", holder: null, heldUntil: 0 } as const;
    await store.sync.save(id, "h", failed);
    expect(await store.sync.ask(id, NOW)).toMatchObject({ run: "FULL", generation: 2, pageToken: null });
  });

  test("is not due while the connection is switched off", async () => {
    await store.sync.ask(id, NOW);
    await store.connections.update("account-1", id, { enabled: false }, NOW);
    expect(await idsDue()).toEqual([]);
    await store.connections.update("account-1", id, { enabled: true }, NOW);
    expect(await idsDue()).toEqual([id]);
  });

  test("that waits longest comes first, and no more than are asked for", async () => {
    const other = await connected(store);
    await store.sync.ask(id, NOW);
    await store.sync.ask(other.id, NOW - 1);
    expect(await idsDue()).toEqual([other.id, id]);
    expect(await store.sync.due(due(), 1)).toHaveLength(1);
  });
});
