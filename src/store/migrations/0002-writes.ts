import { sql, type Kysely, type Migration } from "kysely";

/** What a write leaves behind, and what it is made of: audit log, idempotency keys, uploads, bulk operations. */
export const writes: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createAuditEntry(db);
    await createWriteRecord(db);
    await createUpload(db);
    await createUploadChunk(db);
    await createBulkOperation(db);
    await createBulkItem(db);
  },
};

async function createAuditEntry(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit_entry")
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("performed_as_id", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("opportunity_id", "text")
    .addColumn("outcome", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_entry_pkey", ["connection_id", "id"])
    .execute();
  await db.schema.createIndex("audit_entry_page").on("audit_entry").columns(["connection_id", "at", "id"]).execute();
  await db.schema.createIndex("audit_entry_at").on("audit_entry").column("at").execute();
}

async function createWriteRecord(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("write_record")
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("mutation", "text", (column) => column.notNull())
    .addColumn("idempotency_key", "text", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
    .addColumn("input_digest", "text", (column) => column.notNull())
    .addColumn("sealed_progress", "text", (column) => column.notNull())
    .addColumn("result", "text")
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("held_until", "bigint", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("write_record_pkey", ["account_id", "mutation", "idempotency_key"])
    .execute();
  await db.schema.createIndex("write_record_connection_id").on("write_record").column("connection_id").execute();
  await db.schema.createIndex("write_record_updated_at").on("write_record").column("updated_at").execute();
  await db.schema
    .createIndex("write_record_unsettled")
    .on("write_record")
    .column("updated_at")
    .where(sql.ref("result"), "is", null)
    .execute();
}

async function createUpload(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("upload")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
    .addColumn("sealed_name", "text", (column) => column.notNull())
    .addColumn("content_type", "text", (column) => column.notNull())
    .addColumn("size", "bigint", (column) => column.notNull())
    .addColumn("received_bytes", "bigint", (column) => column.notNull())
    .addColumn("chunk_count", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("upload_pkey", ["id"])
    .execute();
  await db.schema.createIndex("upload_connection_id").on("upload").column("connection_id").execute();
  await db.schema.createIndex("upload_expires_at").on("upload").column("expires_at").execute();
}

async function createUploadChunk(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("upload_chunk")
    .addColumn("upload_id", "text", (column) => column.notNull().references("upload.id").onDelete("cascade"))
    .addColumn("chunk_index", "bigint", (column) => column.notNull())
    // PostgreSQL's name; SQLite keeps bytes as they are, whatever a column is called.
    .addColumn("sealed", "bytea", (column) => column.notNull())
    .addPrimaryKeyConstraint("upload_chunk_pkey", ["upload_id", "chunk_index"])
    .execute();
}

async function createBulkOperation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("bulk_operation")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("mutation", "text", (column) => column.notNull())
    .addColumn("idempotency_key", "text", (column) => column.notNull())
    .addColumn("input_digest", "text", (column) => column.notNull())
    .addColumn("total", "bigint", (column) => column.notNull())
    .addColumn("sealed_caller", "text", (column) => column.notNull())
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addPrimaryKeyConstraint("bulk_operation_pkey", ["id"])
    .addUniqueConstraint("bulk_operation_key", ["account_id", "mutation", "idempotency_key"])
    .execute();
  await db.schema.createIndex("bulk_operation_finished_at").on("bulk_operation").column("finished_at").execute();
  await db.schema
    .createIndex("bulk_operation_unfinished")
    .on("bulk_operation")
    .columns(["started_at", "id"])
    .where(sql.ref("finished_at"), "is", null)
    .execute();
}

async function createBulkItem(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("bulk_item")
    .addColumn("operation_id", "text", (column) => column.notNull().references("bulk_operation.id").onDelete("cascade"))
    .addColumn("item_index", "bigint", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.references("connection.id").onDelete("cascade"))
    .addColumn("sealed_input", "text", (column) => column.notNull())
    .addColumn("sealed_outcome", "text")
    .addColumn("failed", "smallint", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("held_until", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("bulk_item_pkey", ["operation_id", "item_index"])
    .execute();
  await db.schema.createIndex("bulk_item_connection_id").on("bulk_item").column("connection_id").execute();
  await db.schema
    .createIndex("bulk_item_undone")
    .on("bulk_item")
    .columns(["operation_id", "item_index"])
    .where(sql.ref("sealed_outcome"), "is", null)
    .execute();
}
