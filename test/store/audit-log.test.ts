import { beforeEach, expect, test } from "vitest";
import type { AuditRecord, Store } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { CANARY, connected } from "./records.js";
import { auditRecord } from "./write-records.js";

describeOnBoth("the audit log", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const begin = async (changes: Partial<AuditRecord>): Promise<AuditRecord> => {
    const record = auditRecord(id, changes);
    await store.audit.begin(record);
    return record;
  };

  test.each([{}, { userId: null, performedAsId: null, opportunityId: null }])(
    "has an entry as it was begun, for every replica: %o",
    async (changes) => {
      const record = await begin(changes);
      expect(await (await database.open()).audit.page(id, 10, null)).toEqual([record]);
    },
  );

  test("says how a write ended, as often as it is told, and of no other", async () => {
    const bystander = await begin({ id: "entry-2" });
    const record = await begin({ id: "entry-1", at: 1 });
    const other = await connected(store);
    await store.audit.begin(auditRecord(other.id));
    for (const outcome of ["FAILED", "DONE", "DONE"] as const) {
      await store.audit.end(id, "entry-1", outcome, null);
      expect(await store.audit.page(id, 10, null)).toEqual([bystander, { ...record, outcome }]);
    }
    expect(await store.audit.page(other.id, 10, null)).toEqual([auditRecord(other.id)]);
  });

  test("says which opportunity a write made", async () => {
    const record = await begin({ id: "entry-1", opportunityId: null });
    await store.audit.end(id, "entry-1", "UNKNOWN", "made");
    await store.audit.end(id, "entry-1", "DONE", null);
    expect(await store.audit.page(id, 10, null)).toEqual([{ ...record, outcome: "DONE", opportunityId: "made" }]);
  });

  test("makes no entry of an end without a beginning", async () => {
    await store.audit.end(id, "entry-1", "DONE", null);
    await store.audit.end("nobody", "entry-1", "DONE", null);
    expect(await store.audit.page(id, 10, null)).toEqual([]);
  });

  test("does not let an entry be begun twice", async () => {
    const record = await begin({});
    const again = begin({ action: CANARY });
    await expect(again).rejects.toMatchObject({ name: "ConstraintViolated", constraint: "primaryKey" });
    await expect(again).rejects.not.toThrow(CANARY);
    expect(await store.audit.page(id, 10, null)).toEqual([record]);
  });

  test("is read newest first, a page at a time, with nothing twice and nothing left out", async () => {
    for (const [entry, at] of [
      ["b", 2],
      ["a", 2],
      ["c", 2],
      ["d", 1],
      ["e", 3],
    ] as const)
      await begin({ id: entry, at });
    const other = await connected(store);
    await store.audit.begin(auditRecord(other.id, { at: 2 }));
    const read: string[] = [];
    let before: AuditRecord | null = null;
    for (;;) {
      const page: readonly AuditRecord[] = await store.audit.page(id, 2, before);
      if (page.length === 0) break;
      read.push(...page.map((record) => record.id));
      before = page.at(-1) ?? null;
    }
    expect(read).toEqual(["e", "c", "b", "a", "d"]);
  });

  test("forgets what is older than it is told, of every connection, and nothing else", async () => {
    const other = await connected(store, { accountId: "account-2" });
    await begin({ id: "old", at: 9 });
    const young = await begin({ id: "young", at: 10 });
    await store.audit.begin(auditRecord(other.id, { at: 1 }));
    expect(await store.audit.prune(10)).toBe(2);
    expect(await store.audit.prune(10)).toBe(0);
    expect(await store.audit.page(id, 10, null)).toEqual([young]);
    expect(await store.audit.page(other.id, 10, null)).toEqual([]);
  });

  test("forgets more than goes in one statement", async () => {
    const { kysely } = await database.openTables();
    const row = { connection_id: id, at: 1, user_id: null, performed_as_id: null, opportunity_id: null };
    const rows = Array.from({ length: 1_200 }, (_, index) => ({
      ...row,
      id: `entry-${String(index)}`,
      action: "advanceOpportunity",
      outcome: "DONE" as const,
    }));
    await kysely.insertInto("audit_entry").values(rows).execute();
    const other = await database.open();
    const removed = await Promise.all([store.audit.prune(10), other.audit.prune(10)]);
    expect(removed[0] + removed[1] + (await store.audit.prune(10))).toBe(1_200);
    expect(await store.audit.page(id, 10, null)).toEqual([]);
  });
});
