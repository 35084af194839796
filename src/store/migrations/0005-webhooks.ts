import type { Kysely, Migration } from "kysely";

/** Tokens that sign Lever's webhooks, deliveries that were acknowledged, and when the last one came. */
export const webhooks: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("webhook_token")
      .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
      .addColumn("webhook_id", "text", (column) => column.notNull())
      .addColumn("sealed_token", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_token_pkey", ["connection_id", "webhook_id"])
      .execute();
    await db.schema
      .createTable("webhook_delivery")
      .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
      .addColumn("digest", "text", (column) => column.notNull())
      .addColumn("opportunity_id", "text")
      .addColumn("contact_id", "text")
      .addColumn("pending", "smallint", (column) => column.notNull())
      .addColumn("received_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_delivery_pkey", ["connection_id", "digest"])
      .execute();
    await db.schema
      .createIndex("webhook_delivery_pending")
      .on("webhook_delivery")
      .columns(["pending", "connection_id", "received_at"])
      .execute();
    await db.schema.createIndex("webhook_delivery_received_at").on("webhook_delivery").column("received_at").execute();
    await db.schema
      .createTable("webhook_intake")
      .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
      .addColumn("last_received_at", "bigint")
      .addColumn("registrar", "text")
      .addColumn("registering_until", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("webhook_intake_pkey", ["connection_id"])
      .execute();
  },
};
