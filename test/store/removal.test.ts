import { beforeEach, expect, test } from "vitest";
import { UnknownConnection } from "../../src/store/store-errors.js";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { connected, learnedRows, mapping, webhookDelivery } from "./records.js";
import { auditRecord, bulkItems, bulkOperation, newWrite, uploadRecord } from "./write-records.js";

const TABLES = [
  "connection",
  "stage_mapping",
  "opportunity",
  "permission",
  "permission_check",
  "reference_id",
  "audit_entry",
  "write_record",
  "upload",
  "upload_chunk",
  "bulk_item",
  "sync_state",
  "link_index",
  "webhook_token",
  "webhook_delivery",
  "webhook_intake",
] as const;

describeOnBoth("a connection that is removed", (database) => {
  let store: Store;

  beforeEach(async () => {
    store = await database.open();
  });

  async function fill(id: string): Promise<void> {
    await store.stageMappings.propose(id, mapping());
    await store.opportunities.learn(id, learnedRows(10));
    await store.permissions.record(id, [{ permission: "users:read:admin", granted: true, checkedAt: 1 }]);
    await store.permissionChecks.begin(id, { epoch: 1, pending: ["find a user"], again: [], turn: 0 });
    await store.references.learn(id, { stageIds: ["stage-1"], userIds: ["user-1"] });
    await store.audit.begin(auditRecord(id));
    await store.writes.open(newWrite(id, { idempotencyKey: id }), 1);
    const upload = uploadRecord(id, { id: `upload-of-${id}` });
    await store.uploads.create(upload);
    await store.uploads.append(upload.accountId, upload.id, 0, Buffer.from("sealed"), 1);
    const operation = bulkOperation({ idempotencyKey: id });
    await store.bulk.create(operation, bulkItems(operation, [id, id]));
    await store.sync.ask(id, 1);
    await store.links.learnExport(id, "digest", "contact-1");
    await store.webhooks.putToken(id, { webhookId: "webhook-1", sealedToken: "sealed" });
    await store.webhooks.receive(id, [webhookDelivery("digest-1")], 1);
  }

  test("leaves nothing in any table, and takes nothing of another along", async () => {
    const gone = await connected(store);
    const stays = await connected(store);
    await fill(gone.id);
    await fill(stays.id);
    const { kysely } = await database.openTables();
    const before = await Promise.all(TABLES.map((table) => kysely.selectFrom(table).selectAll().execute()));
    for (const rows of before) expect(JSON.stringify(rows)).toContain(gone.id);

    expect(await store.connections.remove("account-1", gone.id)).toBe(true);

    const after = await Promise.all(TABLES.map((table) => kysely.selectFrom(table).selectAll().execute()));
    expect(JSON.stringify(after)).not.toContain(gone.id);
    expect(after.map((rows) => rows.length)).toEqual(before.map((rows) => rows.length / 2));
  });

  test("is no longer there for anybody, and removed once", async () => {
    const record = await connected(store);
    const other = await database.open();
    const outcomes = await Promise.all([store, other].map((by) => by.connections.remove("account-1", record.id)));
    expect(outcomes.sort()).toEqual([false, true]);
    expect(await other.connections.byId("account-1", record.id)).toBeNull();
  });

  test("gives its API key free", async () => {
    const record = await connected(store, { fingerprint: "one" });
    await store.connections.remove("account-1", record.id);
    await connected(store, { fingerprint: "one" });
  });

  test("has none of its tables filled again by what comes late", async () => {
    const record = await connected(store);
    await store.connections.remove("account-1", record.id);
    const permission = { permission: "users:read:admin", granted: true, checkedAt: 1 };
    expect(await store.permissions.record(record.id, [permission])).toBe(false);
    await store.references.learn(record.id, { stageIds: ["stage-1"], userIds: [] });
    await store.opportunities.learn(record.id, learnedRows(10));
    await store.connections.observe(record.id, { credentialState: "VALID" }, 1);
    await expect(store.audit.begin(auditRecord(record.id))).rejects.toThrow(UnknownConnection);
    await store.audit.end(record.id, auditRecord(record.id).id, "DONE", null);
    await expect(store.writes.open(newWrite(record.id), 1)).rejects.toThrow(UnknownConnection);
    await expect(store.uploads.create(uploadRecord(record.id))).rejects.toThrow(UnknownConnection);
    const operation = bulkOperation();
    await expect(store.bulk.create(operation, bulkItems(operation, [null, record.id]))).rejects.toThrow(
      UnknownConnection,
    );
    expect(await store.bulk.byId(operation.accountId, operation.id)).toBeNull();
    await expect(store.sync.ask(record.id, 1)).rejects.toThrow(UnknownConnection);
    await store.links.learnExport(record.id, "digest", "contact-1");
    const token = { webhookId: "webhook-1", sealedToken: "sealed" };
    await expect(store.webhooks.putToken(record.id, token)).rejects.toThrow(UnknownConnection);
    await expect(store.webhooks.beginRegistration(record.id, "one", 1, 2)).rejects.toThrow(UnknownConnection);
    expect(await store.webhooks.receive(record.id, [webhookDelivery("digest-1")], 1)).toEqual([false]);
    const { kysely } = await database.openTables();
    for (const table of TABLES) expect(await kysely.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test("could not be replaced by rows that name no connection: the tables take none", async () => {
    const { kysely } = await database.openTables();
    const orphan = { connection_id: "nobody", opportunity_id: "opportunity-1", contact_id: "contact-1" };
    await expect(kysely.insertInto("opportunity").values(orphan).execute()).rejects.toMatchObject({
      name: "ConstraintViolated",
      constraint: "foreignKey",
    });
  });
});
