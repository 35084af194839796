import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrations } from "../../src/store/migrations/migrations.js";
import { StoreSchemaTooNew } from "../../src/store/store-errors.js";
import { describeOnPostgres, type Place, postgresPlace, sqlitePlace, TestDatabase } from "./databases.js";
import { connected, connection, learnedRows } from "./records.js";
import { auditRecord } from "./write-records.js";

/** What later migrations than the first one brought; a table that refers to another comes before it. */
const TABLES_SINCE = [
  ...["audit_entry", "write_record", "upload_chunk", "upload", "bulk_item", "bulk_operation"],
  ...["sync_state", "link_index", "permission_check"],
  ...["webhook_token", "webhook_delivery", "webhook_intake"],
];

const FUTURE = "9999-something-of-the-future";

function suite(make: () => Promise<Place>): void {
  let database: TestDatabase;

  beforeEach(() => {
    database = new TestDatabase(make);
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test("is brought up to date by one of many that open it for the first time at once", async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => database.open()));
    const record = connection();
    await stores[0]?.connections.insert(record);
    for (const store of stores) expect(await store.connections.byId("account-1", record.id)).toEqual(record);
    const { kysely } = await database.openTables();
    const { rows } = await sql<{ name: string }>`select name from findem_lever_migration order by name`.execute(kysely);
    expect(rows).toEqual(Object.keys(migrations).map((name) => ({ name })));
  });

  test("is brought up to date by one of several processes that start at once", async () => {
    const { databaseUrl, dataDir } = await database.place;
    const answers = await Promise.all(
      Array.from({ length: 3 }, (_, index) => connectInProcess({ databaseUrl, dataDir, fingerprint: String(index) })),
    );
    expect(answers).toEqual(["done", "done", "done"]);
    expect(await (await database.open()).connections.byAccount("account-1")).toHaveLength(3);
  });

  test("keeps what is in it when it is opened again", async () => {
    const store = await database.open();
    const record = await connected(store);
    await store.opportunities.learn(record.id, learnedRows(3));
    await store[Symbol.asyncDispose]();
    const again = await database.open();
    expect(await again.connections.byAccount("account-1")).toEqual([record]);
    expect((await again.opportunities.contactsOf(record.id, ["opportunity-1"])).size).toBe(1);
  });

  test("of the first version is brought up to date with what is in it", async () => {
    const record = await connected(await database.open());
    const { kysely } = await database.openTables();
    for (const table of TABLES_SINCE) await kysely.schema.dropTable(table).execute();
    await kysely.schema.dropIndex("opportunity_contact").execute();
    await sql`delete from findem_lever_migration where name > '0001-first-tables'`.execute(kysely);

    const store = await database.open();
    expect(await store.connections.byAccount("account-1")).toEqual([record]);
    await store.audit.begin(auditRecord(record.id));
    expect(await store.audit.page(record.id, 10, null)).toEqual([auditRecord(record.id)]);
  });

  test("that a newer version has migrated is refused, untouched, and says which migration is unknown", async () => {
    const record = await connected(await database.open());
    const { kysely } = await database.openTables();
    await sql`insert into findem_lever_migration (name, timestamp) values (${FUTURE}, '')`.execute(kysely);
    const refusal = database.open();
    await expect(refusal).rejects.toThrow(StoreSchemaTooNew);
    await expect(refusal).rejects.toMatchObject({ unknownMigrations: [FUTURE] });
    await sql`delete from findem_lever_migration where name = ${FUTURE}`.execute(kysely);
    expect(await (await database.open()).connections.byAccount("account-1")).toEqual([record]);
  });
}

/** Opens the store in a process of its own and makes a connection; answers with "done". */
async function connectInProcess(options: {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly fingerprint: string;
}): Promise<string> {
  const moduleOf = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
  const program = `
    const { openStore } = await import(${moduleOf("../../src/store/open-store.ts")});
    const { systemClock } = await import(${moduleOf("../../src/time/system-clock.ts")});
    const options = ${JSON.stringify(options)};
    const store = await openStore({ ...options, clock: systemClock, onError: () => undefined });
    await store.connections.insert({
      ...${JSON.stringify(connection())}, id: options.fingerprint, fingerprint: options.fingerprint,
    });
    await store[Symbol.asyncDispose]();
    process.stdout.write("done");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await Promise.all([readText(child.stdout), once(child, "exit")]);
  return output;
}

describe("a SQLite database", () => {
  suite(sqlitePlace);

  test("is for its owner's eyes only, with its side files and its folder", async () => {
    const place = await sqlitePlace();
    const inner = join(place.dataDir, "a", "data");
    await using database = new TestDatabase(() => Promise.resolve({ ...place, dataDir: inner }));
    await connected(await database.open());
    for (const file of ["findem-lever.db", "findem-lever.db-wal", "findem-lever.db-shm"]) {
      expect((await stat(join(inner, file))).mode & 0o777, file).toBe(0o600);
    }
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
  });
});

describeOnPostgres("a PostgreSQL database", () => {
  suite(postgresPlace);
});
