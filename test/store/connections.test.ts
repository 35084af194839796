import { beforeEach, expect, test } from "vitest";
import { ApiKeyAlreadyConnected, type ConnectionPatch, type Store } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { CANARY, connected, connection } from "./records.js";

describeOnBoth("a connection", (database) => {
  let store: Store;

  beforeEach(async () => {
    store = await database.open();
  });

  test.each([
    {},
    { enabled: false, credentialState: "INVALID" as const, confidentialAccess: false },
    { confidentialAccess: true, defaultPerformAsId: "user-1", lastVerifiedAt: 4_102_444_800_000, epoch: 2 ** 40 },
    { name: "Zoë's 会社 👩🏽‍💻 'quoted' \"twice\" \\ %_ \n", accountId: "" },
  ])("is read as it was stored: %o", async (changes) => {
    const record = await connected(store, changes);
    expect(await store.connections.byId(record.accountId, record.id)).toEqual(record);
    expect(await (await database.open()).connections.byId(record.accountId, record.id)).toEqual(record);
  });

  test("is listed with its account's others, oldest first", async () => {
    const young = await connected(store, { createdAt: 3 });
    const old = await connected(store, { createdAt: 1 });
    const middle = await connected(store, { createdAt: 2 });
    await connected(store, { accountId: "account-2" });
    expect(await store.connections.byAccount("account-1")).toEqual([old, middle, young]);
    expect(await store.connections.byAccount("account-3")).toEqual([]);
  });

  test("is unknown to another account: not read, not changed, not removed", async () => {
    const record = await connected(store);
    for (const accountId of ["account-2", "Account-1", "account-1 ", "account_1", "%", ""]) {
      expect(await store.connections.byId(accountId, record.id)).toBeNull();
      expect(await store.connections.byAccount(accountId)).toEqual([]);
      expect(await store.connections.update(accountId, record.id, { name: "taken over" }, 5)).toBeNull();
      expect(await store.connections.remove(accountId, record.id)).toBe(false);
    }
    expect(await store.connections.byId("account-1", record.id)).toEqual(record);
  });

  test("changes in what a patch names, and in nothing else", async () => {
    const record = await connected(store, { confidentialAccess: true, defaultPerformAsId: "user-1" });
    const bystander = await connected(store);
    const patches: ConnectionPatch[] = [
      { name: "Renamed", enabled: false },
      { confidentialAccess: null, defaultPerformAsId: null },
      { sealedApiKey: "v1.k2.other", apiKeyHint: "abcd", fingerprint: "other", epoch: 2, credentialState: "VALID" },
      { lastVerifiedAt: 7, confidentialAccess: false },
      {},
    ];
    let expected = record;
    for (const [index, patch] of patches.entries()) {
      expected = { ...expected, ...patch, updatedAt: index };
      expect(await store.connections.update("account-1", record.id, patch, index)).toEqual(expected);
      expect(await store.connections.byId("account-1", record.id)).toEqual(expected);
    }
    expect(await store.connections.byId("account-1", bystander.id)).toEqual(bystander);
  });

  test("is not made by a change of one that is not there", async () => {
    expect(await store.connections.update("account-1", "nobody", { name: "x" }, 1)).toBeNull();
    expect(await store.connections.remove("account-1", "nobody")).toBe(false);
    expect(await store.connections.byAccount("account-1")).toEqual([]);
  });

  test("has an API key that no other of its account has, and others may", async () => {
    const record = await connected(store, { fingerprint: CANARY });
    await expect(store.connections.insert(connection({ fingerprint: CANARY }))).rejects.toThrow(ApiKeyAlreadyConnected);
    await connected(store, { fingerprint: CANARY, accountId: "account-2" });
    expect(await store.connections.byAccount("account-1")).toEqual([record]);
  });

  test("can't take the API key of another of its account, and is left as it was", async () => {
    await connected(store, { fingerprint: CANARY });
    const record = await connected(store);
    const taking = store.connections.update("account-1", record.id, { name: "New", fingerprint: CANARY }, 5);
    await expect(taking).rejects.toThrow(ApiKeyAlreadyConnected);
    await expect(taking).rejects.not.toThrow(CANARY);
    expect(await store.connections.byId("account-1", record.id)).toEqual(record);
  });

  test("with an id that is there already is a defect, not a key that is connected already", async () => {
    const record = await connected(store);
    const again = store.connections.insert(connection({ id: record.id, accountId: "account-2", name: CANARY }));
    await expect(again).rejects.toMatchObject({ name: "ConstraintViolated", constraint: "primaryKey" });
    await expect(again).rejects.not.toThrow(CANARY);
    expect(await store.connections.byId("account-1", record.id)).toEqual(record);
  });

  test("is made by one of many replicas that are given the same API key at once", async () => {
    const stores = [store, await database.open()];
    const attempts = Array.from({ length: 20 }, (_, index) =>
      inTurn(stores, index).connections.insert(connection({ fingerprint: CANARY })),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(ApiKeyAlreadyConnected);
    }
    expect(await store.connections.byAccount("account-1")).toHaveLength(1);
  });

  test("takes in nothing about a key that has been replaced since", async () => {
    const record = await connected(store, { credentialState: "VALID", epoch: 2 });
    await store.connections.observe(record.id, { credentialState: "INVALID", epoch: 1 }, 10);
    expect(await store.connections.byId("account-1", record.id)).toEqual(record);
    await store.connections.observe(record.id, { credentialState: "INVALID", epoch: 2 }, 20);
    expect(await store.connections.byId("account-1", record.id)).toMatchObject({ credentialState: "INVALID" });
  });

  test("takes in what was found out about its key, and says when that was new", async () => {
    const record = await connected(store, { credentialState: "VALID" });
    const { id } = record;
    await store.connections.observe(id, { credentialState: "INVALID" }, 10);
    expect(await store.connections.byId("account-1", id)).toEqual({
      ...record,
      credentialState: "INVALID",
      updatedAt: 10,
    });
    await store.connections.observe(id, { confidentialAccess: false }, 20);
    await store.connections.observe(id, { credentialState: "INVALID", confidentialAccess: false }, 30);
    await store.connections.observe(id, {}, 40);
    await store.connections.observe("nobody", { credentialState: "VALID" }, 50);
    expect(await store.connections.byAccount("account-1")).toEqual([
      { ...record, credentialState: "INVALID", confidentialAccess: false, updatedAt: 20 },
    ]);
  });
});
