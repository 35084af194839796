import type { Kysely, Migration } from "kysely";

/** How the check of each connection's permissions stands. */
export const permissionChecks: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable("permission_check")
      .addColumn("connection_id", "text", (column) => column.notNull().references("connection.id").onDelete("cascade"))
      .addColumn("epoch", "bigint", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("pending", "text", (column) => column.notNull())
      .addColumn("turn", "bigint", (column) => column.notNull())
      .addColumn("finished_at", "bigint")
      .addColumn("holder", "text")
      .addColumn("held_until", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("permission_check_pkey", ["connection_id"])
      .execute();
    await db.schema.createIndex("permission_check_state").on("permission_check").column("state").execute();
  },
};
