import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import type { Clock } from "../time/clock.js";
import { migratePostgres, migrateSqlite } from "./migrations/migrate.js";
import { createPostgresPool } from "./postgres/postgres-pool.js";
import type { Database, StoreSchema } from "./schema.js";
import { closeDatabaseFile, openDatabaseFile } from "./sqlite/database-file.js";
import { createLibsqlDialect } from "./sqlite/libsql-dialect.js";

/** Connections to PostgreSQL that one replica takes at most. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** The migrator asks from one connection while it holds its lock on another. */
const MIGRATION_POOL_SIZE = 2;
/** A replica that comes second waits for the first one's migrations as well. */
const MIGRATION_STATEMENT_TIMEOUT_MS = 10 * 60_000;

/**
 * Opens the database file in `dataDir`, makes it where it is missing, and brings it up to date.
 * @throws StoreUnavailable, StoreSchemaTooNew
 */
export async function openSqlite(dataDir: string, clock: Clock): Promise<Database> {
  const file = await openDatabaseFile(dataDir, clock);
  const kysely = new Kysely<StoreSchema>({ dialect: createLibsqlDialect(file, clock) });
  const close = (): Promise<void> => {
    closeDatabaseFile(file);
    return Promise.resolve();
  };
  try {
    await migrateSqlite(kysely);
    return { kind: "sqlite", kysely, clock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a PostgreSQL database and brings it up to date. `onError` hears of connections lost while nobody uses them.
 * @throws StoreUnavailable, StoreSchemaTooNew
 */
export async function openPostgres(
  databaseUrl: string,
  clock: Clock,
  onError: (error: Error) => void,
): Promise<Database> {
  const poolOf = (size: number, statementTimeoutMs: number): PostgresPool =>
    createPostgresPool({ databaseUrl, size, connectTimeoutMs: CONNECT_TIMEOUT_MS, statementTimeoutMs, onError });
  await migrateOn(poolOf(MIGRATION_POOL_SIZE, MIGRATION_STATEMENT_TIMEOUT_MS));
  const pool = poolOf(POOL_SIZE, STATEMENT_TIMEOUT_MS);
  return { kind: "postgres", kysely: overPool(pool), clock, close: () => pool.end() };
}

async function migrateOn(pool: PostgresPool): Promise<void> {
  try {
    await migratePostgres(overPool(pool));
  } finally {
    await pool.end();
  }
}

function overPool(pool: PostgresPool): Kysely<StoreSchema> {
  return new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
}
