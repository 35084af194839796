import type { Transaction } from "kysely";
import type { Database, StoreSchema } from "../schema.js";

/**
 * Writes rows of a connection in a transaction that keeps the connection from being removed until it ends; null, and
 * nothing is written, where the connection is not there.
 *
 * The connection's row is locked first, as a removal locks it first: of the two, one waits for the other, where locks
 * taken in another order would be a deadlock. Locks of this kind don't exclude each other. SQLite has one writer.
 */
export async function whileConnected<Result>(
  { kind, kysely }: Database,
  connectionId: string,
  write: (transaction: Transaction<StoreSchema>, connection: { readonly epoch: number }) => Promise<Result>,
): Promise<Result | null> {
  return kysely.transaction().execute(async (transaction) => {
    const connection = await transaction
      .selectFrom("connection")
      .select("epoch")
      .where("id", "=", connectionId)
      .$if(kind === "postgres", (query) => query.forKeyShare())
      .executeTakeFirst();
    return connection ? write(transaction, connection) : null;
  });
}
