import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, inject, test } from "vitest";
import { openPostgres, openSqlite } from "../../src/store/open-database.js";
import { openStore } from "../../src/store/open-store.js";
import type { Database } from "../../src/store/schema.js";
import type { Store } from "../../src/store/store.js";
import type { Clock } from "../../src/time/clock.js";
import { systemClock } from "../../src/time/system-clock.js";
import { createDatabase, dropDatabase, NO_POSTGRES } from "../support/postgres.js";

/** Where a database is, and how it goes. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  drop(): Promise<void>;
}

/** The server of this test run. */
export async function postgresUrl(): Promise<string> {
  const door = inject("postgresDoor");
  if (door === null) throw new Error(NO_POSTGRES);
  const answer = await fetch(door);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

export async function sqlitePlace(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "store-"));
  return { databaseUrl: null, dataDir, drop: () => rm(dataDir, { recursive: true, force: true }) };
}

export async function postgresPlace(): Promise<Place> {
  const serverUrl = await postgresUrl();
  const databaseUrl = await createDatabase(serverUrl);
  return { databaseUrl, dataDir: "/nowhere", drop: () => dropDatabase(serverUrl, databaseUrl) };
}

/** A database of a suite's own, and what was opened on it. */
export class TestDatabase implements AsyncDisposable {
  #place: Promise<Place> | undefined;
  #opened: AsyncDisposable[] = [];

  constructor(private readonly make: () => Promise<Place>) {}

  get place(): Promise<Place> {
    return (this.#place ??= this.make());
  }

  /** A store; each is another replica. */
  async open(clock: Clock = systemClock): Promise<Store> {
    const { databaseUrl, dataDir } = await this.place;
    const store = await openStore({ databaseUrl, dataDir, clock, onError: ignore });
    this.#opened.push(store);
    return store;
  }

  /** The tables behind the stores. */
  async openTables(): Promise<Database> {
    const tables = await openTables(await this.place);
    this.#opened.push({ [Symbol.asyncDispose]: () => tables.close() });
    return tables;
  }

  /** Closes what was opened and takes out every row. */
  async empty(): Promise<void> {
    await this.#close();
    const tables = await openTables(await this.place);
    await tables.kysely.deleteFrom("connection").execute();
    await tables.kysely.deleteFrom("bulk_operation").execute();
    await tables.kysely.deleteFrom("installation_secret").execute();
    await tables.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    await (await this.#place)?.drop();
  }

  async #close(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((one) => one[Symbol.asyncDispose]()));
  }
}

/** The stores in turn, as a load balancer would choose them. */
export function inTurn(stores: readonly Store[], index: number): Store {
  const store = stores[index % stores.length];
  if (!store) throw new Error("There is no store");
  return store;
}

function openTables({ databaseUrl, dataDir }: Place): Promise<Database> {
  return databaseUrl === null ? openSqlite(dataDir, systemClock) : openPostgres(databaseUrl, systemClock, ignore);
}

function ignore(): void {
  // Lost connections are for the tests that look at them.
}

/** A suite with PostgreSQL: fails in CI where there is none, and is skipped elsewhere. */
export function describeOnPostgres(name: string, suite: () => void): void {
  if (inject("postgresDoor") !== null) describe(name, suite);
  else if (process.env["CI"]) test(name, () => Promise.reject(new Error(NO_POSTGRES)));
  else describe.skip(`${name} (${NO_POSTGRES})`, suite);
}

/** The same suite on both databases; each test finds an empty one. */
export function describeOnBoth(name: string, suite: (database: TestDatabase) => void): void {
  const withDatabase = (make: () => Promise<Place>) => () => {
    const database = new TestDatabase(make);
    afterEach(() => database.empty());
    afterAll(() => database[Symbol.asyncDispose]());
    suite(database);
  };
  describe(`${name}, in SQLite,`, withDatabase(sqlitePlace));
  describeOnPostgres(`${name}, in PostgreSQL,`, withDatabase(postgresPlace));
}
