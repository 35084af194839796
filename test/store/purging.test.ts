import { beforeEach, expect, test } from "vitest";
import { PURGED_RESULT } from "../../src/store/write-ledger.js";
import type { Store, WriteRecord } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { connected, webhookDelivery } from "./records.js";
import { auditRecord, bulkItems, bulkOperation, newWrite, uploadRecord } from "./write-records.js";

describeOnBoth("purging a person", (database) => {
  let store: Store;
  let id: string;
  let other: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
    ({ id: other } = await connected(store, { accountId: "account-2" }));
  });

  async function written(idempotencyKey: string, connectionId = id, accountId = "account-1"): Promise<WriteRecord> {
    const { record } = await store.writes.open(newWrite(connectionId, { accountId, idempotencyKey }), 1);
    const held = { holder: "holder-1", revision: record.revision };
    const saved = await store.writes.save(record, held, { sealedProgress: "v1.k1.progress", result: "{}" }, 2);
    if (!saved) throw new Error("Not saved");
    return saved;
  }

  test("looks through the writes of a connection, portion by portion, and through nobody else's", async () => {
    for (const key of ["c", "a", "b"]) await written(key);
    await written("a", other, "account-2");
    const first = await store.writes.ofConnection(id, 2, null);
    const rest = await store.writes.ofConnection(id, 2, first.at(-1) ?? null);
    expect([first, rest].map((some) => some.map(({ idempotencyKey }) => idempotencyKey))).toEqual([["a", "b"], ["c"]]);
    expect(await store.writes.ofConnection(id, 2, rest.at(-1) ?? null)).toEqual([]);
  });

  test("leaves of a write that its key was used: it is neither done again nor taken over", async () => {
    const record = await written("key");
    expect(await store.writes.purge(record, "v1.k1.nothing", 3)).toBe(true);
    const left = { sealedProgress: "v1.k1.nothing", result: PURGED_RESULT, inputDigest: "", holder: null };
    expect(await store.writes.read(record)).toMatchObject(left);
    const again = await store.writes.open(newWrite(id, { idempotencyKey: "key", holder: "holder-2" }), 1_000);
    expect(again).toMatchObject({ isHeld: false, record: left });
  });

  test("leaves a write alone that somebody works on, or that has changed since it was looked at", async () => {
    const { record } = await store.writes.open(newWrite(id, { heldUntil: 100 }), 1);
    expect(await store.writes.purge(record, "v1.k1.nothing", 50)).toBe(false);
    const held = { holder: "holder-1", revision: record.revision };
    await store.writes.save(record, held, { sealedProgress: "v1.k1.further" }, 60);
    expect(await store.writes.purge(record, "v1.k1.nothing", 1_000)).toBe(false);
    const now = await store.writes.read(record);
    expect(now?.sealedProgress).toBe("v1.k1.further");
    // Whoever held it has died.
    if (now) expect(await store.writes.purge(now, "v1.k1.nothing", 1_000)).toBe(true);
  });

  test("looks through the items of a connection, and replaces outcomes of what is done, and of nothing else", async () => {
    const operation = bulkOperation({ id: "bulk-1", total: 3 });
    await store.bulk.create(operation, bulkItems(operation, [id, null, id]));
    await store.bulk.take("holder-1", 100, 1);
    const done = { sealedInput: "v1.k1.nothing", sealedOutcome: "v1.k1.outcome", failed: false };
    await store.bulk.finish("bulk-1", 0, "holder-1", done, 2);
    const [first] = await store.bulk.ofConnection(id, 1, null);
    const rest = await store.bulk.ofConnection(id, 10, first ?? null);
    expect([first?.index, rest.map(({ index }) => index)]).toEqual([0, [2]]);
    for (const index of [0, 2]) await store.bulk.replaceOutcome("bulk-1", index, "v1.k1.nobody");
    expect(await store.bulk.ofConnection(id, 10, null)).toMatchObject([
      { index: 0, sealedInput: "v1.k1.nothing", sealedOutcome: "v1.k1.nobody" },
      { index: 2, sealedInput: "v1.k1.input", sealedOutcome: null },
    ]);
  });

  test("takes opportunities out of the audit log's entries, which stay", async () => {
    for (const entry of ["entry-1", "entry-2"])
      await store.audit.begin(auditRecord(id, { id: entry, opportunityId: entry }));
    await store.audit.begin(auditRecord(other, { id: "entry-1", opportunityId: "entry-1" }));
    await store.audit.unlink(id, ["entry-1", "unknown"]);
    const opportunities = async (connectionId: string) =>
      (await store.audit.page(connectionId, 10, null)).map(({ opportunityId }) => opportunityId);
    expect([await opportunities(id), await opportunities(other)]).toEqual([["entry-2", null], ["entry-1"]]);
  });

  test("takes a person out of deliveries of webhooks, whose tokens stay known", async () => {
    const theirs = [
      webhookDelivery("d1", { opportunityId: "o1", contactId: "c1" }),
      webhookDelivery("d2", { opportunityId: "o2" }),
      webhookDelivery("d3", { opportunityId: null, contactId: "c1" }),
    ];
    const anothers = webhookDelivery("d4", { opportunityId: "o4", contactId: "c4" });
    await store.webhooks.receive(id, [...theirs, anothers], 1);
    expect(await store.webhooks.opportunitiesOf(id, "c1")).toEqual(["o1"]);
    await store.webhooks.unlink(id, "c1", ["o1", "o2"]);
    expect(await store.webhooks.pendingOf(id, 10)).toEqual([anothers]);
    expect(await store.webhooks.receive(id, theirs, 2)).toEqual([false, false, false]);
  });

  test("removes all uploads of the connection, and nobody else's", async () => {
    await store.uploads.create(uploadRecord(id));
    await store.uploads.append("account-1", "upload-1", 0, new Uint8Array([1]), 1);
    await store.uploads.create(uploadRecord(other, { id: "upload-2", accountId: "account-2" }));
    await store.uploads.removeAll(id);
    expect(await store.uploads.byId("account-1", "upload-1")).toBeNull();
    expect(await store.uploads.byId("account-2", "upload-2")).not.toBeNull();
  });

  test("knows a person's opportunities", async () => {
    await store.opportunities.learn(id, [
      { opportunityId: "o1", contactId: "c1" },
      { opportunityId: "o2", contactId: "c2" },
      { opportunityId: "o3", contactId: "c1" },
    ]);
    expect([...(await store.links.opportunitiesOf(id, "c1"))].sort()).toEqual(["o1", "o3"]);
    expect(await store.links.opportunitiesOf(other, "c1")).toEqual([]);
  });
});
