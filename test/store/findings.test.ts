import { beforeEach, expect, test } from "vitest";
import type { PermissionRecord, Store } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected } from "./records.js";

const LIST: PermissionRecord = { permission: "opportunities:read:admin", granted: true, checkedAt: 1 };
const USERS: PermissionRecord = { permission: "users:read:admin", granted: false, checkedAt: 2 };

describeOnBoth("what is found out of a connection", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  test("about permissions is kept, the last of each", async () => {
    expect(await store.permissions.byConnection(id)).toEqual([]);
    expect(await store.permissions.record(id, [])).toBe(true);
    expect(await store.permissions.record(id, [USERS, { ...LIST, granted: false }, LIST])).toBe(true);
    expect(await store.permissions.byConnection(id)).toEqual([LIST, USERS]);
    await store.permissions.record(id, [{ ...USERS, granted: true, checkedAt: 3 }]);
    expect(await store.permissions.byConnection(id)).toEqual([LIST, { ...USERS, granted: true, checkedAt: 3 }]);
  });

  test("about permissions is forgotten for that connection alone", async () => {
    const other = await connected(store);
    await store.permissions.record(id, [LIST, USERS]);
    await store.permissions.record(other.id, [USERS]);
    await store.permissions.clear(id);
    expect(await store.permissions.byConnection(id)).toEqual([]);
    expect(await store.permissions.byConnection(other.id)).toEqual([USERS]);
  });

  test("about permissions may come from many replicas at once", async () => {
    const stores = [store, await database.open()];
    const many = Array.from({ length: 40 }, (_, index) => ({ ...LIST, permission: `p-${String(index)}` }));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inTurn(stores, index).permissions.record(id, index % 3 ? many : [...many].reverse()),
      ),
    );
    expect(await store.permissions.byConnection(id)).toHaveLength(40);
  });

  test("about its Lever account's ids adds up, each once and by its kind", async () => {
    expect(await store.references.known(id)).toEqual({ stageIds: [], userIds: [] });
    await store.references.learn(id, { stageIds: ["s2", "s1", "s1"], userIds: ["s1"] });
    await store.references.learn(id, { stageIds: ["s1", "s3"], userIds: [] });
    await store.references.learn(id, { stageIds: [], userIds: [] });
    expect(await store.references.known(id)).toEqual({ stageIds: ["s1", "s2", "s3"], userIds: ["s1"] });
    const other = await connected(store);
    expect(await store.references.known(other.id)).toEqual({ stageIds: [], userIds: [] });
  });

  test("about its Lever account's ids may be thousands, from many replicas at once", async () => {
    const stores = [store, await database.open()];
    const userIds = Array.from({ length: 2_000 }, (_, index) => `user-${String(index)}`);
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        inTurn(stores, index).references.learn(id, {
          stageIds: [],
          userIds: index % 3 ? userIds : userIds.toReversed(),
        }),
      ),
    );
    expect((await store.references.known(id)).userIds).toEqual(userIds.toSorted());
  });
});

describeOnBoth("an installation's secret", (database) => {
  test("is the first that was given, for all replicas and from then on", async () => {
    const stores = [await database.open(), await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        inTurn(stores, index).secrets.readOrCreate("digests", `box-${String(index)}`),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await (await database.open()).secrets.readOrCreate("digests", "late")).toBe(answers[0]);
    expect(await stores[0]?.secrets.readOrCreate("other", "another")).toBe("another");
  });
});
