import type { Kysely, Migration } from "kysely";

/** What a sync leaves behind: how far each connection's is, and by what people are found. */
export const sync: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createSyncState(db);
    await createLinkIndex(db);
  },
};

async function createSyncState(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sync_state")
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("run", "text", (column) => column.notNull())
    .addColumn("generation", "bigint", (column) => column.notNull())
    .addColumn("processed", "bigint", (column) => column.notNull())
    .addColumn("estimated_total", "bigint")
    .addColumn("page_token", "text")
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addColumn("last_error", "text")
    .addColumn("failures", "bigint", (column) => column.notNull())
    .addColumn("retry_at", "bigint", (column) => column.notNull())
    .addColumn("complete_since", "bigint")
    .addColumn("full_since", "bigint")
    .addColumn("full_total", "bigint")
    .addColumn("lists_deleted", "smallint")
    .addColumn("holder", "text")
    .addColumn("held_until", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("sync_state_pkey", ["connection_id"])
    .execute();
}

async function createLinkIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("link_index")
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("contact_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("generation", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("link_index_pkey", ["connection_id", "digest", "contact_id"])
    .execute();
  await db.schema.createIndex("link_index_contact").on("link_index").columns(["connection_id", "contact_id"]).execute();
  // Whether anybody has opportunities left is asked by contact.
  await db.schema
    .createIndex("opportunity_contact")
    .on("opportunity")
    .columns(["connection_id", "contact_id"])
    .execute();
}
