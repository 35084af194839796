import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, inject, test } from "vitest";
import { openPostgres, openSqlite } from "../../src/store/open-database.js";
import { openStore } from "../../src/store/open-store.js";
import type { Database } from "../../src/store/schema.js";
import type { Store } from "../../src/store/store.js";
import type { Clock } from "../../src/time/clock.js";
import { systemClock } from "../../src/time/system-clock.js";
import { createDatabase, dropDatabase, NO_POSTGRES } from "../support/postgres.js";

/** A database with nothing in it, which goes with what was opened on it. */
export interface TestDatabase extends AsyncDisposable {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Another store on the same database: another replica. */
  open(clock?: Clock): Promise<Store>;
  /** The tables behind a store. */
  openTables(): Promise<Database>;
}

/** The server of this test run. */
export async function postgresUrl(): Promise<string> {
  const door = inject("postgresDoor");
  if (door === null) throw new Error(NO_POSTGRES);
  const answer = await fetch(door);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

export async function createSqliteDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "store-"));
  return testDatabase(null, dataDir, () => rm(dataDir, { recursive: true, force: true }));
}

export async function createPostgresDatabase(): Promise<TestDatabase> {
  const serverUrl = await postgresUrl();
  const databaseUrl = await createDatabase(serverUrl);
  return testDatabase(databaseUrl, "/nowhere", () => dropDatabase(serverUrl, databaseUrl));
}

function testDatabase(databaseUrl: string | null, dataDir: string, drop: () => Promise<void>): TestDatabase {
  const opened: AsyncDisposable[] = [];
  const ignore = (): void => undefined;
  return {
    databaseUrl,
    dataDir,
    open: async (clock = systemClock) => {
      const store = await openStore({ databaseUrl, dataDir, clock, onError: ignore });
      opened.push(store);
      return store;
    },
    openTables: async () => {
      const tables =
        databaseUrl === null
          ? await openSqlite(dataDir, systemClock)
          : await openPostgres(databaseUrl, systemClock, ignore);
      opened.push({ [Symbol.asyncDispose]: () => tables.kysely.destroy() });
      return tables;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((one) => one[Symbol.asyncDispose]()));
      await drop();
    },
  };
}

/** A suite with PostgreSQL: fails in CI where there is none, and is skipped elsewhere. */
export function describeOnPostgres(name: string, suite: () => void): void {
  if (inject("postgresDoor") !== null) describe(name, suite);
  else if (process.env["CI"]) test(name, () => Promise.reject(new Error(NO_POSTGRES)));
  else describe.skip(`${name} (${NO_POSTGRES})`, suite);
}

/** The same suite on both databases. */
export function describeOnBoth(name: string, suite: (createDatabase: () => Promise<TestDatabase>) => void): void {
  describe(`${name}, in SQLite,`, () => {
    suite(createSqliteDatabase);
  });
  describeOnPostgres(`${name}, in PostgreSQL,`, () => {
    suite(createPostgresDatabase);
  });
}
