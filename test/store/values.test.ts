import { inspect } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { StoreFailure } from "../../src/store/store-errors.js";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { CANARY, connected, connection, learnedRows } from "./records.js";
import { auditRecord, bulkItems, bulkOperation, newWrite, uploadRecord } from "./write-records.js";

/** Each with one value that is refused. */
function attemptsToWrite(store: Store, id: string, refused: string): (() => Promise<unknown>)[] {
  const write = newWrite(id);
  const operation = bulkOperation();
  const held = { holder: "holder-1", revision: 1 };
  return [
    () => store.audit.begin(auditRecord(id, { action: refused })),
    () => store.audit.page(refused, 10, null),
    () => store.writes.open(newWrite(id, { sealedProgress: refused }), 1),
    () => store.writes.read({ ...write, idempotencyKey: refused }),
    () => store.writes.save(write, held, { sealedProgress: "progress", result: refused }, 1),
    () => store.writes.release(write, refused),
    () => store.uploads.create(uploadRecord(id, { sealedName: refused })),
    () => store.uploads.byId(refused, "upload-1"),
    () => store.uploads.append("account-1", refused, 0, Buffer.from("sealed"), 1),
    () => store.bulk.create(operation, bulkItems(operation, [id, null], refused)),
    () => store.bulk.take("holder-1", 1, 1, refused),
    () =>
      store.bulk.finish(
        operation.id,
        0,
        "holder-1",
        { sealedInput: refused, sealedOutcome: refused, failed: false },
        1,
      ),
  ];
}

describeOnBoth("a value", (database) => {
  let store: Store;

  beforeEach(async () => {
    store = await database.open();
  });

  test.each([
    "",
    " ",
    "é",
    "e\u0301",
    "ﷺ 漢字 🏳️‍🌈 \u202e \ufeff \uffff",
    "'; drop table connection; --",
    "$1 ? :name @name",
    "x".repeat(100_000),
  ])("is kept to the letter: %j", async (accountId) => {
    const record = await connected(store, { accountId, name: accountId, sealedApiKey: accountId });
    expect(await store.connections.byAccount(accountId)).toEqual([record]);
  });

  test("is told from one that only looks the same", async () => {
    const composed = await connected(store, { accountId: "\u00e9" });
    const decomposed = await connected(store, { accountId: "e\u0301" });
    expect(await store.connections.byAccount("\u00e9")).toEqual([composed]);
    expect(await store.connections.byAccount("e\u0301")).toEqual([decomposed]);
    expect(await store.connections.byAccount("\u00c9")).toEqual([]);
  });

  test.each([
    ["NUL", `${CANARY}\0`],
    ["the first half of a pair", `${CANARY}\ud83d`],
    ["the second half of a pair", `\ude00${CANARY}`],
  ])("with %s is refused, wherever it comes in, and never quoted", async (_, refused) => {
    const { id } = await connected(store);
    const attempts: (() => Promise<unknown>)[] = [
      () => store.connections.insert(connection({ accountId: refused })),
      () => store.connections.insert(connection({ sealedApiKey: refused })),
      () => store.connections.byId(refused, id),
      () => store.connections.byAccount(refused),
      () => store.connections.update("account-1", id, { name: refused }, 1),
      () => store.connections.remove("account-1", refused),
      () => store.opportunities.learn(id, [...learnedRows(600), { opportunityId: refused, contactId: "c" }]),
      () => store.opportunities.contactsOf(id, [refused]),
      () => store.permissions.record(id, [{ permission: refused, granted: true, checkedAt: 1 }]),
      () => store.references.learn(id, { stageIds: [refused], userIds: [] }),
      () => store.secrets.readOrCreate("digests", refused),
      ...attemptsToWrite(store, id, refused),
    ];
    for (const attempt of attempts) {
      const failure: unknown = await attempt().then(
        () => "taken",
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(StoreFailure);
      expect(inspect(failure, { depth: 9 })).not.toContain(CANARY);
    }
    expect((await store.connections.byAccount("account-1")).map(({ name }) => name)).toEqual(["Lever"]);
    const { kysely } = await database.openTables();
    for (const table of ["audit_entry", "write_record", "upload", "bulk_operation", "bulk_item"] as const) {
      expect(await kysely.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("that is no number is refused: %d", async (createdAt) => {
    await expect(store.connections.insert(connection({ createdAt }))).rejects.toThrow(StoreFailure);
    expect(await store.connections.byAccount("account-1")).toEqual([]);
  });

  test("refused within a transaction takes back what came before it, and the next one goes through", async () => {
    const { kysely } = await database.openTables();
    const { id } = await connected(store);
    const attempt = kysely.transaction().execute(async (transaction) => {
      await transaction.updateTable("connection").set({ name: "Changed" }).where("id", "=", id).execute();
      await transaction.updateTable("connection").set({ name: "\0" }).where("id", "=", id).execute();
    });
    await expect(attempt).rejects.toThrow(StoreFailure);
    expect((await store.connections.byId("account-1", id))?.name).toBe("Lever");
    expect((await store.connections.update("account-1", id, { name: "Next" }, 1))?.name).toBe("Next");
  });
});
