import type { Transaction } from "kysely";
import { toFlag, type Database, type StoreSchema } from "../schema.js";
import type { PermissionRecord, PermissionStore } from "../store.js";
import { whileConnected } from "./while-connected.js";

/** What is known of the permissions of connections' keys. */
export function createPermissionStore(database: Database): PermissionStore {
  const { kysely } = database;
  return {
    byConnection: async (connectionId) => {
      const rows = await kysely
        .selectFrom("permission")
        .select(["permission", "granted", "checked_at"])
        .where("connection_id", "=", connectionId)
        .orderBy("permission")
        .execute();
      return rows.map((row) => ({
        permission: row.permission,
        granted: row.granted === 1,
        checkedAt: row.checked_at,
      }));
    },
    record: async (connectionId, rows, epoch) => {
      const isKept = await whileConnected(database, connectionId, (transaction, connection) =>
        writePermissions(transaction, connectionId, epoch === undefined || epoch === connection.epoch ? rows : []),
      );
      return isKept !== null;
    },
    clear: async (connectionId) => {
      await kysely.deleteFrom("permission").where("connection_id", "=", connectionId).execute();
    },
  };
}

/** Inserts or replaces, the last of each permission. */
export async function writePermissions(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  rows: readonly PermissionRecord[],
): Promise<true> {
  if (rows.length === 0) return true;
  const values = lastOfEach(rows).map(({ permission, granted, checkedAt }) => ({
    connection_id: connectionId,
    permission,
    granted: toFlag(granted),
    checked_at: checkedAt,
  }));
  await transaction
    .insertInto("permission")
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(["connection_id", "permission"]).doUpdateSet((row) => ({
        granted: row.ref("excluded.granted"),
        checked_at: row.ref("excluded.checked_at"),
      })),
    )
    .execute();
  return true;
}

/** In the same order everywhere, so that two writers that meet don't wait for each other crosswise. */
function lastOfEach(rows: readonly PermissionRecord[]): PermissionRecord[] {
  return [...new Map(rows.map((row) => [row.permission, row])).values()].sort((one, other) =>
    one.permission < other.permission ? -1 : 1,
  );
}
