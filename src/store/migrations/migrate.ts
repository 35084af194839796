import { Migrator, sql, type Kysely, type Migration, type MigrationResultSet } from "kysely";
import { StoreFailure, StoreSchemaTooNew } from "../store-errors.js";
import { StoreUnavailable } from "../store.js";
import { migrations as everyMigration } from "./migrations.js";

/** Named for this service, since a PostgreSQL database may be shared with another one that uses Kysely. */
const MIGRATION_TABLE = "findem_lever_migration";
const MIGRATION_LOCK_TABLE = "findem_lever_migration_lock";

/** Migrations by name. Tests bring their own. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings a PostgreSQL database up to date. Of several replicas that start at once, one does it and the others wait for
 * it (an advisory lock of the session's); it is all done or nothing (one transaction).
 *
 * Needs a pool whose statements may take as long as the slowest migration.
 * @throws StoreSchemaTooNew, StoreUnavailable
 */
export async function migratePostgres<Schema>(kysely: Kysely<Schema>, migrations = everyMigration): Promise<void> {
  // Tables of the same names in other schemas are none of ours, and the migrator would take them for its own.
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(kysely);
  await migrate(kysely, migrations, rows[0]?.schema ?? null);
}

/**
 * Brings a SQLite database up to date. Of several processes that open the file at once, one does it and the others
 * wait for it; it is all done or nothing. Both come from one transaction that takes the write lock at its beginning.
 * @throws StoreSchemaTooNew, StoreUnavailable
 */
export async function migrateSqlite<Schema>(kysely: Kysely<Schema>, migrations = everyMigration): Promise<void> {
  await kysely.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      await migrate(connection, migrations, null);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

async function migrate<Schema>(
  kysely: Kysely<Schema>,
  migrations: Migrations,
  databaseSchema: string | null,
): Promise<void> {
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
    ...(databaseSchema === null ? {} : { migrationTableSchema: databaseSchema }),
  });
  const outcome: MigrationResultSet = await migrator.migrateToLatest();
  if (outcome.error === undefined) return;
  if (outcome.error instanceof StoreUnavailable || outcome.error instanceof StoreFailure) throw outcome.error;
  const unknown = await unknownMigrations(kysely, migrations);
  if (unknown.length > 0) throw new StoreSchemaTooNew(unknown);
  throw outcome.error instanceof Error ? outcome.error : new StoreFailure("The migrations failed");
}

/** Asked after the migrator gave up, not before it began: another replica may have migrated in between. */
async function unknownMigrations<Schema>(kysely: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(kysely);
  return rows.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name));
}
