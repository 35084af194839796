import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import { StoreUnavailable, type ConnectionRecord, type Store } from "../../src/store/store.js";
import { ManualClock } from "../support/manual-clock.js";
import { connected, connection, learnedRows } from "./records.js";

describe("a database file that another process is writing to", () => {
  let dataDir: string;
  let clock: ManualClock;
  let store: Store;
  let holder: Libsql.Database;
  let record: ConnectionRecord;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "store-"));
    clock = new ManualClock();
    store = await openStore({ databaseUrl: null, dataDir, clock, onError: () => undefined });
    record = await connected(store);
    holder = new Libsql(join(dataDir, "findem-lever.db"));
  });
  afterEach(async () => {
    holder.close();
    await store[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true });
  });

  const names = (): unknown[] => holder.prepare("select name from connection order by name").all([]);

  test("is read meanwhile, as it was before", async () => {
    holder.exec("begin immediate");
    holder.exec("update connection set name = 'Changed'");
    expect(await store.connections.byAccount("account-1")).toEqual([record]);
    await store.ping();
    holder.exec("commit");
    expect((await store.connections.byAccount("account-1")).map(({ name }) => name)).toEqual(["Changed"]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["statement", () => store.connections.insert(connection({ name: "Second" }))],
    ["statement that gives rows", () => store.connections.update("account-1", record.id, { name: "Second" }, 1)],
    ["transaction", () => store.opportunities.learn(record.id, learnedRows(3))],
  ])("is waited for by a %s, after which what is written is there for others at once", async (_, write) => {
    holder.exec("begin immediate");
    const writing = write();
    await clock.untilSleeping(1);
    holder.exec("commit");
    await clock.finish(writing);

    await store.connections.update("account-1", record.id, { name: "Third" }, 2);
    expect(names()).toContainEqual({ name: "Third" });
    await store.opportunities.learn(record.id, learnedRows(5, "later"));
    expect(holder.prepare("select count(*) as count from opportunity").all([])).toEqual([{ count: 5 }]);
    holder.exec("begin immediate");
    holder.exec("commit");
  });

  test("for too long is given up, and written to later as if nothing had been", async () => {
    holder.exec("begin immediate");
    const writing = store.connections.insert(connection({ name: "Never" }));
    const refusal = expect(clock.finish(writing)).rejects.toThrow(StoreUnavailable);
    await refusal;
    holder.exec("commit");
    await store.connections.update("account-1", record.id, { name: "Later" }, 2);
    expect(names()).toEqual([{ name: "Later" }]);
  });
});
