import type { CreateTableBuilder, Kysely, Migration } from "kysely";

type TableOfAConnection = CreateTableBuilder<string, "connection_id">;

const tablesOfAConnection = ["stage_mapping", "opportunity", "permission", "reference_id"] as const;

/** Connections and what is kept of each, and the installation's own secrets. */
export const firstTables: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createConnection(db);
    await createInstallationSecret(db);
    for (const table of tablesOfAConnection) await columnsOf[table](ofConnection(db, table)).execute();
  },
};

async function createConnection(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("connection")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("enabled", "smallint", (column) => column.notNull())
    .addColumn("sealed_api_key", "text", (column) => column.notNull())
    .addColumn("api_key_hint", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("epoch", "bigint", (column) => column.notNull())
    .addColumn("credential_state", "text", (column) => column.notNull())
    .addColumn("confidential_access", "smallint")
    .addColumn("default_perform_as_id", "text")
    .addColumn("last_verified_at", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addUniqueConstraint("connection_account_id_fingerprint", ["account_id", "fingerprint"])
    .execute();
}

async function createInstallationSecret(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("installation_secret")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
}

/** A table whose rows go when their connection goes, and which takes none for a connection that is gone. */
function ofConnection(db: Kysely<unknown>, table: string): TableOfAConnection {
  return db.schema
    .createTable(table)
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"));
}

const columnsOf = {
  stage_mapping: (table: TableOfAConnection) =>
    table
      .addColumn("version", "bigint", (column) => column.notNull())
      .addColumn("proposed", "smallint", (column) => column.notNull())
      .addColumn("decisions", "text", (column) => column.notNull())
      .addColumn("stage_names", "text", (column) => column.notNull())
      .addColumn("reason_names", "text", (column) => column.notNull())
      .addColumn("updated_at", "bigint")
      .addColumn("updated_by_user_id", "text")
      .addPrimaryKeyConstraint("stage_mapping_pkey", ["connection_id"]),
  opportunity: (table: TableOfAConnection) =>
    table
      .addColumn("opportunity_id", "text", (column) => column.notNull())
      .addColumn("contact_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("opportunity_pkey", ["connection_id", "opportunity_id"]),
  permission: (table: TableOfAConnection) =>
    table
      .addColumn("permission", "text", (column) => column.notNull())
      .addColumn("granted", "smallint", (column) => column.notNull())
      .addColumn("checked_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("permission_pkey", ["connection_id", "permission"]),
  reference_id: (table: TableOfAConnection) =>
    table
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("lever_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("reference_id_pkey", ["connection_id", "kind", "lever_id"]),
};
