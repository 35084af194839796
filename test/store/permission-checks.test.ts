import { beforeEach, expect, test } from "vitest";
import type { CheckHold, NewPermissionCheck, Store } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { connected } from "./records.js";

const ACCOUNT = "account-1";
const FOUND = { permission: "find a user", granted: false, checkedAt: 7 };

describeOnBoth("the check of a connection's permissions", (database) => {
  let store: Store;
  let id: string;
  let hold: CheckHold;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
    hold = { connectionId: id, epoch: 1, holder: "holder-1" };
  });

  const begin = (changes: Partial<NewPermissionCheck> = {}, connectionId = id): Promise<boolean> =>
    store.permissionChecks.begin(connectionId, { epoch: 1, pending: ["a", "b"], again: [], turn: 3, ...changes });
  const take = (holder = "holder-1", now = 5) => store.permissionChecks.take(id, holder, now + 100, now);
  const read = () => store.permissionChecks.read(id);

  test("is not there before it is begun, and is for every replica from then on", async () => {
    expect(await read()).toBeNull();
    expect(await store.permissionChecks.unfinished()).toEqual([]);
    expect(await begin()).toBe(true);
    const other = await database.open();
    expect(await other.permissionChecks.read(id)).toEqual({
      ...{ connectionId: id, epoch: 1, state: "RUNNING", pending: ["a", "b"], turn: 3 },
      ...{ finishedAt: null, holder: null, heldUntil: 0 },
    });
    expect(await other.permissionChecks.unfinished()).toEqual([{ connectionId: id, accountId: ACCOUNT }]);
  });

  test("is begun of no connection that isn't there", async () => {
    expect(await begin({}, "no-connection")).toBe(false);
  });

  test("is worked on by one, until the hold ends", async () => {
    await begin();
    const stores = [store, await database.open()];
    const taken = await Promise.all(
      stores.map((its, index) => its.permissionChecks.take(id, `holder-${String(index)}`, 100, 5)),
    );
    expect(taken.filter((check) => check !== null)).toHaveLength(1);
    expect(await take("later", 99)).toBeNull();
    expect(await take("later", 100)).toMatchObject({ holder: "later", heldUntil: 200 });
    const [lost] = taken.flatMap((check) => (check?.holder ? [{ ...hold, holder: check.holder }] : []));
    if (!lost) throw new Error("Nobody had it");
    expect(await store.permissionChecks.advance(lost, { asked: "a", found: FOUND }, 300)).toBeNull();
    expect(await store.permissionChecks.finish(lost, "FAILED", 9)).toBe(false);
    expect(await store.permissions.byConnection(id)).toEqual([]);
    expect(await read()).toMatchObject({ pending: ["a", "b"], state: "RUNNING", holder: "later" });
  });

  test("goes on step by step, and keeps what each found out", async () => {
    await begin();
    await take();
    const { advance } = store.permissionChecks;
    expect(await advance(hold, {}, 200)).toMatchObject({ pending: ["a", "b"], heldUntil: 200 });
    expect(await advance(hold, { asked: "a", found: FOUND }, 300)).toMatchObject({ pending: ["b"], heldUntil: 300 });
    expect(await store.permissions.byConnection(id)).toEqual([FOUND]);
    expect(await store.permissionChecks.finish(hold, "DONE", 9)).toBe(false);
    await advance(hold, { asked: "b" }, 400);
    expect(await store.permissionChecks.finish(hold, "DONE", 9)).toBe(true);
    expect(await read()).toMatchObject({ state: "DONE", pending: [], finishedAt: 9, holder: null, heldUntil: 0 });
    expect(await take()).toBeNull();
    expect(await store.permissionChecks.unfinished()).toEqual([]);
  });

  test("may fail with questions left, and is begun anew with its last end", async () => {
    await begin();
    await take();
    expect(await store.permissionChecks.finish(hold, "FAILED", 9)).toBe(true);
    await begin({ pending: ["c"], turn: 4 });
    expect(await read()).toMatchObject({ state: "RUNNING", pending: ["c"], turn: 4, finishedAt: 9, holder: null });
  });

  test("is joined by another of the same key, and stays with who holds it", async () => {
    await begin();
    await take();
    await store.permissionChecks.advance(hold, { asked: "a" }, 200);
    await begin({ pending: ["x", "y"], again: ["a", "b"], turn: 9 });
    expect(await read()).toMatchObject({ pending: ["b", "a"], turn: 3, holder: "holder-1" });
  });

  test("gives way to one of another key", async () => {
    await begin();
    await take();
    await store.connections.update(ACCOUNT, id, { epoch: 2 }, 6);
    expect(await store.permissionChecks.advance(hold, { asked: "a", found: FOUND }, 200)).toBeNull();
    await begin({ epoch: 2, pending: ["c"] });
    expect(await store.permissionChecks.finish(hold, "FAILED", 9)).toBe(false);
    expect(await read()).toMatchObject({ epoch: 2, state: "RUNNING", pending: ["c"], finishedAt: null, holder: null });
    expect(await store.permissions.byConnection(id)).toEqual([]);
  });

  test("stops where the connection is switched off", async () => {
    await begin();
    await take();
    await store.connections.update(ACCOUNT, id, { enabled: false }, 6);
    expect(await store.permissionChecks.advance(hold, { asked: "a" }, 200)).toBeNull();
    expect(await store.permissionChecks.finish(hold, "FAILED", 9)).toBe(true);
  });

  test("is let go by its holder alone, or by all at the start of a process that is alone", async () => {
    await begin();
    await take();
    await store.permissionChecks.release({ ...hold, holder: "another" });
    expect(await take("holder-2")).toBeNull();
    await store.permissionChecks.release(hold);
    expect(await take("holder-2")).toMatchObject({ holder: "holder-2" });
    await store.permissionChecks.releaseHolds();
    expect(await take("holder-3")).toMatchObject({ holder: "holder-3" });
  });
});

describeOnBoth("a permission that was found out with a key", (database) => {
  test("is not kept once another key is in its place", async () => {
    const store = await database.open();
    const { id } = await connected(store, { epoch: 2 });
    expect(await store.permissions.record(id, [FOUND], 1)).toBe(true);
    expect(await store.permissions.byConnection(id)).toEqual([]);
    expect(await store.permissions.record(id, [FOUND], 2)).toBe(true);
    expect(await store.permissions.byConnection(id)).toEqual([FOUND]);
  });
});
