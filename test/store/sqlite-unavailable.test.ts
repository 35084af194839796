import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import { StoreUnavailable, type Store } from "../../src/store/store.js";
import { systemClock } from "../../src/time/system-clock.js";
import { CANARY, connected, learnedRows } from "./records.js";

describe("a database file that can't be used", () => {
  let parent: string;
  let dataDir: string;
  let path: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "store-"));
    dataDir = join(parent, CANARY);
    path = join(dataDir, "findem-lever.db");
  });
  afterEach(() => rm(parent, { recursive: true }));

  const open = (): Promise<Store> =>
    openStore({ databaseUrl: null, dataDir, clock: systemClock, onError: () => undefined });

  async function expectUnavailable(attempt: Promise<unknown>): Promise<void> {
    const failure: unknown = await attempt.then(
      () => "went through",
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(inspect(failure, { depth: 9 }).replaceAll(import.meta.url, "")).not.toContain(CANARY);
  }

  test("since it is no database", async () => {
    await mkdir(dataDir);
    await writeFile(path, randomBytes(10_000));
    await expectUnavailable(open());
  });

  test("since a folder is in its place", async () => {
    await mkdir(path, { recursive: true });
    await expectUnavailable(open());
  });

  test("since a file is in its folder's place", async () => {
    await writeFile(dataDir, "");
    await expectUnavailable(open());
  });

  test("since it was cut off while it was open", async () => {
    await using store = await open();
    const record = await connected(store);
    await store.opportunities.learn(record.id, learnedRows(5_000));
    const other = new Libsql(path);
    other.pragma("wal_checkpoint(TRUNCATE)");
    other.close();
    await truncate(path, 8_192);
    await expectUnavailable(store.opportunities.contactsOf(record.id, ["opportunity-4999"]));
  });

  test("since it was closed", async () => {
    const store = await open();
    await store[Symbol.asyncDispose]();
    await expectUnavailable(store.ping());
    await expectUnavailable(store.connections.byAccount("account-1"));
  });
});
