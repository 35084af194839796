import { beforeEach, expect, test } from "vitest";
import type { BulkOperationRecord, Store, TakenBulkItem } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected } from "./records.js";
import { bulkItems, bulkOperation } from "./write-records.js";

const ACCOUNT = "account-1";
const DONE = { sealedInput: "v1.k1.nothing", sealedOutcome: "v1.k1.outcome", failed: false };
const FAILED = { sealedInput: "v1.k1.nothing", sealedOutcome: "v1.k1.fault", failed: true };

describeOnBoth("a bulk operation", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  async function created(count: number, changes: Partial<BulkOperationRecord> = {}): Promise<BulkOperationRecord> {
    const operation = bulkOperation({ total: count, ...changes });
    const items = bulkItems(operation, Array<string>(count).fill(id));
    expect(await store.bulk.create(operation, items)).toEqual({ operation, isNew: true });
    return operation;
  }

  const take = (holder: string, now = 5): Promise<TakenBulkItem | null> => store.bulk.take(holder, now + 100, now);
  const indexOf = (item: TakenBulkItem | null): number | null => item?.index ?? null;

  test("is there with its items, for every replica, and none of them done", async () => {
    const operation = await created(3);
    const other = await database.open();
    expect(await other.bulk.byId(ACCOUNT, operation.id)).toEqual({ ...operation, processed: 0, failedItems: 0 });
    expect(await other.bulk.items(operation.id, 10, null)).toEqual([]);
    expect(await other.bulk.byId("account-2", operation.id)).toBeNull();
  });

  test("is one for all who create it with the same key at once, and has its items once", async () => {
    const stores = [store, await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const operation = bulkOperation({ idempotencyKey: "key-1", startedAt: index });
        return inTurn(stores, index).bulk.create(operation, bulkItems(operation, [id, null]));
      }),
    );
    const [first] = answers.filter(({ isNew }) => isNew);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    for (const { operation } of answers) expect(operation).toEqual(first?.operation);
    const { kysely } = await database.openTables();
    expect(await kysely.selectFrom("bulk_item").selectAll().execute()).toHaveLength(2);
  });

  test("has a key that another account or mutation may have as well", async () => {
    await created(1, { idempotencyKey: "key-1" });
    await created(1, { idempotencyKey: "key-1", accountId: "account-2" });
    await created(1, { idempotencyKey: "key-1", mutation: "rejectOpportunities" });
  });

  test("gives its items one after another, the oldest operation's first, each as it was asked for", async () => {
    const young = await created(1, { startedAt: 2 });
    const old = await created(2, { startedAt: 1 });
    expect(await take("holder-1")).toEqual({
      operationId: old.id,
      index: 0,
      connectionId: id,
      sealedInput: "v1.k1.input",
      sealedOutcome: null,
      failed: false,
      holder: "holder-1",
      heldUntil: 105,
      operation: old,
    });
    expect(await take("holder-1")).toMatchObject({ operationId: old.id, index: 1 });
    expect(await take("holder-1")).toMatchObject({ operationId: young.id, index: 0 });
    expect(await take("holder-1")).toBeNull();
  });

  test("gives items of one operation alone to who asks for them", async () => {
    await created(1, { startedAt: 1 });
    const young = await created(1, { startedAt: 2 });
    expect(await store.bulk.take("holder-1", 100, 5, young.id)).toMatchObject({ operationId: young.id });
    expect(await store.bulk.take("holder-1", 100, 5, young.id)).toBeNull();
    expect(await store.bulk.take("holder-1", 100, 5, "nothing")).toBeNull();
  });

  test("gives each of a hundred items to one of twenty who take them at once through two replicas", async () => {
    const operation = await created(100);
    const stores = [store, await database.open()];
    const takeAll = async (by: Store, holder: string): Promise<number[]> => {
      const indexes: number[] = [];
      for (;;) {
        const item = await by.bulk.take(holder, 1_000, 5);
        if (!item) return indexes;
        expect(item.holder).toBe(holder);
        indexes.push(item.index);
        expect(await by.bulk.finish(operation.id, item.index, holder, DONE, 6)).toBe(true);
      }
    };
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) => takeAll(inTurn(stores, index), `holder-${String(index)}`)),
    );
    const inOrder = taken.flat().sort((one, other) => one - other);
    expect(inOrder).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 100, finishedAt: 6 });
  });

  test("gives an item again when its holder has kept it for too long, and takes the outcome of the new one", async () => {
    const operation = await created(1);
    await take("dead", 5);
    expect(await take("holder-2", 104)).toBeNull();
    const other = await database.open();
    expect(await other.bulk.take("holder-2", 900, 105)).toMatchObject({ index: 0, holder: "holder-2" });
    expect(await store.bulk.finish(operation.id, 0, "dead", FAILED, 106)).toBe(false);
    expect(await other.bulk.finish(operation.id, 0, "holder-2", DONE, 107)).toBe(true);
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 1, failedItems: 0 });
  });

  test("takes an outcome once, from the item's holder", async () => {
    const operation = await created(2);
    expect(await store.bulk.finish(operation.id, 0, "holder-1", DONE, 6)).toBe(false);
    await take("holder-1");
    expect(await store.bulk.finish(operation.id, 0, "holder-2", FAILED, 6)).toBe(false);
    expect(await store.bulk.finish(operation.id, 1, "holder-1", FAILED, 6)).toBe(false);
    expect(await store.bulk.finish(operation.id, 0, "holder-1", DONE, 6)).toBe(true);
    expect(await store.bulk.finish(operation.id, 0, "holder-1", FAILED, 6)).toBe(false);
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 1, failedItems: 0 });
  });

  test("lists what is done, in the order of the input, a page at a time", async () => {
    const operation = await created(5);
    for (let index = 0; index < 5; index++) await take("holder-1");
    for (const index of [3, 0, 2]) {
      await store.bulk.finish(operation.id, index, "holder-1", index === 2 ? FAILED : DONE, 6);
    }
    const first = await store.bulk.items(operation.id, 2, null);
    expect(first.map((item) => [item.index, item.failed])).toEqual([
      [0, false],
      [2, true],
    ]);
    expect(first[1]).toMatchObject({ ...FAILED, holder: null, heldUntil: 0 });
    expect((await store.bulk.items(operation.id, 2, 2)).map(({ index }) => index)).toEqual([3]);
    expect(await store.bulk.items(operation.id, 2, 3)).toEqual([]);
  });

  test("is finished with its last item, also when the last two end at once", async () => {
    const stores = [store, await database.open()];
    for (let round = 0; round < 10; round++) {
      const operation = await created(3);
      const items = [await take("holder-1"), await take("holder-1"), await take("holder-1")];
      await store.bulk.finish(operation.id, items[0]!.index, "holder-1", DONE, 6);
      expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 1, finishedAt: null });
      await Promise.all(
        [1, 2].map((index) => inTurn(stores, index).bulk.finish(operation.id, index, "holder-1", FAILED, 7)),
      );
      expect(await store.bulk.byId(ACCOUNT, operation.id)).toEqual({
        ...operation,
        processed: 3,
        failedItems: 2,
        finishedAt: 7,
      });
    }
  });

  test("loses the items of a connection that is removed, goes on with the others, and comes to its end", async () => {
    const other = await connected(store);
    const operation = bulkOperation({ total: 3, startedAt: 1 });
    await store.bulk.create(operation, bulkItems(operation, [id, null, other.id]));
    await take("holder-1");
    await store.connections.remove(ACCOUNT, id);
    expect(await store.bulk.finish(operation.id, 0, "holder-1", DONE, 6)).toBe(false);
    expect(indexOf(await take("holder-2"))).toBe(1);
    expect(await store.bulk.finish(operation.id, 1, "holder-2", DONE, 6)).toBe(true);
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 2, finishedAt: null });
    await store.connections.remove(ACCOUNT, other.id);

    expect(await take("holder-1", 9)).toBeNull();
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 3, finishedAt: 9 });
    expect((await store.bulk.items(operation.id, 10, null)).map(({ index }) => index)).toEqual([1]);
  });

  test("is not taken for finished while its items are held", async () => {
    const operation = await created(1);
    await take("holder-1");
    expect(await take("holder-2", 6)).toBeNull();
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 0, finishedAt: null });
  });

  test("is among the unfinished ones, the oldest first, until it is finished, whoever holds its items", async () => {
    const young = await created(1, { startedAt: 2 });
    const old = await created(2, { startedAt: 1, accountId: "account-2" });
    const empty = bulkOperation({ total: 0, startedAt: 0, finishedAt: 0 });
    await store.bulk.create(empty, []);
    const other = await database.open();
    expect(await other.bulk.unfinished()).toEqual([old.id, young.id]);
    await take("holder-1");
    expect(await other.bulk.unfinished()).toEqual([old.id, young.id]);
    await store.bulk.finish(old.id, 0, "holder-1", DONE, 6);
    expect(await other.bulk.unfinished()).toEqual([old.id, young.id]);
    await take("holder-1");
    await store.bulk.finish(old.id, 1, "holder-1", FAILED, 7);
    expect(await other.bulk.unfinished()).toEqual([young.id]);
    await take("holder-1");
    await store.bulk.finish(young.id, 0, "holder-1", DONE, 8);
    expect(await other.bulk.unfinished()).toEqual([]);
  });

  test("has its items free at once when all holds are let go, and those that are done stay done", async () => {
    const operation = await created(3);
    for (let index = 0; index < 3; index++) await take("dead");
    await store.bulk.finish(operation.id, 0, "dead", DONE, 6);
    expect(await take("holder-2", 6)).toBeNull();
    await store.bulk.releaseHolds();
    expect(indexOf(await take("holder-2", 6))).toBe(1);
    expect(indexOf(await take("holder-2", 6))).toBe(2);
    expect(await store.bulk.finish(operation.id, 1, "dead", FAILED, 7)).toBe(false);
    expect(await store.bulk.byId(ACCOUNT, operation.id)).toMatchObject({ processed: 1, failedItems: 0 });
  });

  test("is forgotten with its items when it was finished long ago, and never before it is finished", async () => {
    const old = await created(1, { startedAt: 1 });
    const young = await created(1, { startedAt: 2 });
    const running = await created(1, { startedAt: 3 });
    for (const [operation, now] of [
      [old, 9],
      [young, 10],
    ] as const) {
      await store.bulk.finish(operation.id, (await take("holder-1"))!.index, "holder-1", DONE, now);
    }
    expect(await store.bulk.prune(10)).toBe(1);
    expect(await store.bulk.byId(ACCOUNT, old.id)).toBeNull();
    expect(await store.bulk.prune(1_000_000)).toBe(1);
    expect(await store.bulk.byId(ACCOUNT, young.id)).toBeNull();
    expect(await store.bulk.byId(ACCOUNT, running.id)).toMatchObject({ processed: 0 });
    const { kysely } = await database.openTables();
    expect(await kysely.selectFrom("bulk_item").select("operation_id").execute()).toEqual([
      { operation_id: running.id },
    ]);
  });
});
