import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import { toFlag, type Database, type StoreSchema } from "../schema.js";
import type { BulkStore, TakenBulkItem } from "../store.js";
import { toItem, toOperation } from "./bulk-rows.js";

type Taking = Parameters<BulkStore["take"]>;
type Finishing = Parameters<BulkStore["finish"]>;

/** Takes the next item that is free, if there is one. */
export async function takeItem({ kind, kysely }: Database, ...taking: Taking): Promise<TakenBulkItem | null> {
  const [holder, heldUntil, now, operationId] = taking;
  return kysely.transaction().execute(async (transaction) => {
    const free = await transaction
      .selectFrom("bulk_item")
      .innerJoin("bulk_operation", "bulk_operation.id", "bulk_item.operation_id")
      .selectAll("bulk_operation")
      .select("item_index")
      .where("finished_at", "is", null)
      .where("sealed_outcome", "is", null)
      .where((eb) => eb.or([eb("holder", "is", null), eb("held_until", "<=", now)]))
      .$if(operationId !== undefined, (query) => query.where("operation_id", "=", operationId ?? ""))
      .orderBy("started_at")
      .orderBy("operation_id")
      .orderBy("item_index")
      .limit(1)
      .$if(kind === "postgres", (query) => query.forUpdate("bulk_item").skipLocked())
      .executeTakeFirst();
    if (!free) return null;
    const row = await transaction
      .updateTable("bulk_item")
      .set({ holder, held_until: heldUntil })
      .where("operation_id", "=", free.id)
      .where("item_index", "=", free.item_index)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { ...toItem(row), operation: toOperation(free) };
  });
}

/**
 * Stores what became of an item. The operation's row is locked first: of two that store the last two items, the second
 * one then sees the first one's.
 */
export async function finishItem({ kind, kysely }: Database, ...finishing: Finishing): Promise<boolean> {
  const [operationId, index, holder, { sealedInput, sealedOutcome, failed }, now] = finishing;
  return kysely.transaction().execute(async (transaction) => {
    await transaction
      .selectFrom("bulk_operation")
      .select("id")
      .where("id", "=", operationId)
      .$if(kind === "postgres", (query) => query.forNoKeyUpdate())
      .execute();
    const { numUpdatedRows } = await transaction
      .updateTable("bulk_item")
      .set({
        sealed_input: sealedInput,
        sealed_outcome: sealedOutcome,
        failed: toFlag(failed),
        holder: null,
        held_until: 0,
      })
      .where("operation_id", "=", operationId)
      .where("item_index", "=", index)
      .where("holder", "=", holder)
      .where("sealed_outcome", "is", null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await finishOperations(transaction, [operationId], now);
    return true;
  });
}

/** Finishes operations that nothing is left of: their last items went with a connection. */
export async function finishLeftovers({ kysely }: Database, now: number): Promise<void> {
  // Asked first, since a statement that writes takes SQLite's lock, and mostly there are none.
  const operations = await kysely
    .selectFrom("bulk_operation")
    .select("id")
    .where("finished_at", "is", null)
    .where(hasNothingLeft)
    .execute();
  if (operations.length === 0) return;
  await finishOperations(
    kysely,
    operations.map(({ id }) => id),
    now,
  );
}

/** Those of the operations that have nothing left to do. */
async function finishOperations(kysely: Kysely<StoreSchema>, ids: readonly string[], now: number): Promise<void> {
  await kysely
    .updateTable("bulk_operation")
    .set({ finished_at: now })
    .where("id", "in", ids)
    .where("finished_at", "is", null)
    .where(hasNothingLeft)
    .execute();
}

function hasNothingLeft(eb: ExpressionBuilder<StoreSchema, "bulk_operation">): Expression<SqlBool> {
  const undone = eb
    .selectFrom("bulk_item")
    .select("item_index")
    .whereRef("bulk_item.operation_id", "=", "bulk_operation.id")
    .where("sealed_outcome", "is", null);
  return eb.not(eb.exists(undone));
}
