import type { Transaction } from "kysely";
import { chunksOf } from "../chunks.js";
import type { Database, StoreSchema } from "../schema.js";
import type { BulkOperationRecord, BulkProgress, BulkStore, NewBulkItem } from "../store.js";
import { finishItem, finishLeftovers, takeItem } from "./bulk-items.js";
import { bulkPurgingOf } from "./bulk-purging.js";
import { toItem, toNewItemRow, toOperation, toOperationRow } from "./bulk-rows.js";
import { ofKnownConnection } from "./known-connection.js";
import { pruneInPortions } from "./prune-in-portions.js";

/** Each has up to a hundred items that go with it. */
const OPERATIONS_A_STATEMENT = 50;

/** The rest is found when these are finished. */
const MAX_UNFINISHED = 1_000;

/** Bulk operations, in a table of their own and one of their items. */
export function createBulkStore(database: Database): BulkStore {
  const { kysely } = database;
  return {
    create: (operation, items) => create(database, operation, items),
    byId: (accountId, id) => byId(database, accountId, id),
    items: async (operationId, limit, after) => {
      const rows = await kysely
        .selectFrom("bulk_item")
        .selectAll()
        .where("operation_id", "=", operationId)
        .where("sealed_outcome", "is not", null)
        .where("item_index", ">", after ?? -1)
        .orderBy("item_index")
        .limit(limit)
        .execute();
      return rows.map(toItem);
    },
    unfinished: async () => {
      const rows = await kysely
        .selectFrom("bulk_operation")
        .select("id")
        .where("finished_at", "is", null)
        .orderBy("started_at")
        .orderBy("id")
        .limit(MAX_UNFINISHED)
        .execute();
      return rows.map(({ id }) => id);
    },
    take: async (...taking) => {
      const item = await takeItem(database, ...taking);
      const [, , now] = taking;
      if (!item) await finishLeftovers(database, now);
      return item;
    },
    finish: (...finishing) => finishItem(database, ...finishing),
    ...bulkPurgingOf(database),
    releaseHolds: () => releaseHolds(database),
    prune: (before) => prune(database, before),
  };
}

async function releaseHolds({ kysely }: Database): Promise<void> {
  await kysely.updateTable("bulk_item").set({ holder: null, held_until: 0 }).where("holder", "is not", null).execute();
}

async function create(
  database: Database,
  operation: BulkOperationRecord,
  items: readonly NewBulkItem[],
): ReturnType<BulkStore["create"]> {
  const isNew = await ofKnownConnection(
    database.kysely.transaction().execute((transaction) => insert(transaction, operation, items)),
  );
  if (isNew) return { operation, isNew };
  const known = await byKey(database, operation);
  // It was pruned in between.
  return known ? { operation: known, isNew } : create(database, operation, items);
}

/** False, and nothing is written, where account, mutation and key are taken. */
async function insert(
  transaction: Transaction<StoreSchema>,
  operation: BulkOperationRecord,
  items: readonly NewBulkItem[],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("bulk_operation")
    .values(toOperationRow(operation))
    .onConflict((conflict) => conflict.columns(["account_id", "mutation", "idempotency_key"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  for (const chunk of chunksOf(items)) {
    await transaction.insertInto("bulk_item").values(chunk.map(toNewItemRow)).execute();
  }
  return true;
}

async function byKey(
  { kysely }: Database,
  { accountId, mutation, idempotencyKey }: BulkOperationRecord,
): Promise<BulkOperationRecord | null> {
  const row = await kysely
    .selectFrom("bulk_operation")
    .selectAll()
    .where((eb) => eb.and({ account_id: accountId, mutation, idempotency_key: idempotencyKey }))
    .executeTakeFirst();
  return row ? toOperation(row) : null;
}

/** One statement, so that what it tells of operation and items is of the same moment. */
async function byId(
  { kysely }: Database,
  accountId: string,
  id: string,
): Promise<(BulkOperationRecord & BulkProgress) | null> {
  const row = await kysely
    .selectFrom("bulk_operation")
    .selectAll()
    .select((eb) => {
      const items = eb.selectFrom("bulk_item").whereRef("operation_id", "=", "bulk_operation.id");
      const count = eb.fn.countAll<number>().as("count");
      return [
        items.where("sealed_outcome", "is", null).select(count).as("undone"),
        items.where("failed", "=", 1).select(count).as("failed_items"),
      ];
    })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  return { ...toOperation(row), processed: row.total - (row.undone ?? 0), failedItems: row.failed_items ?? 0 };
}

function prune({ kind, kysely }: Database, before: number): Promise<number> {
  return pruneInPortions(
    (portion) =>
      kysely
        .deleteFrom("bulk_operation")
        .where("id", "in", (eb) =>
          eb
            .selectFrom("bulk_operation")
            .select("id")
            .where("finished_at", "<", before)
            .orderBy("finished_at")
            .limit(portion)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked()),
        )
        .executeTakeFirstOrThrow(),
    OPERATIONS_A_STATEMENT,
  );
}
