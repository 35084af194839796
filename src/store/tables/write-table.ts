import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Database, StoreSchema } from "../schema.js";
import type { NewWrite, OpenedWrite, WriteKey, WriteLedger, WriteRecord } from "../store.js";
import { ofKnownConnection } from "./known-connection.js";
import { PURGED_RESULT } from "../write-ledger.js";
import { pruneInPortions } from "./prune-in-portions.js";
import { toNewRow, toWriteRecord } from "./write-rows.js";

type Condition = (eb: ExpressionBuilder<StoreSchema, "write_record">) => Expression<SqlBool>;

/** Writes by their idempotency keys, in their table. */
export function createWriteLedger(database: Database): WriteLedger {
  const { kysely } = database;
  return {
    open: (write, now) => open(database, write, now),
    read: (key) => read(database, key),
    save: (...saving) => save(database, ...saving),
    release: async (key, holder) => {
      await kysely
        .updateTable("write_record")
        .set({ holder: null, held_until: 0 })
        .where(isOf(key))
        .where("holder", "=", holder)
        .execute();
    },
    releaseHolds: async () => {
      await kysely
        .updateTable("write_record")
        .set({ holder: null, held_until: 0 })
        .where("holder", "is not", null)
        .execute();
    },
    unsettled: async (now, limit) => {
      const rows = await kysely
        .selectFrom("write_record")
        .selectAll()
        .where(isFree(now))
        .orderBy("updated_at")
        .orderBy("created_at")
        .limit(limit)
        .execute();
      return rows.map(toWriteRecord);
    },
    ofConnection: (...portion) => portionOf(database, ...portion),
    purge: (...purging) => purge(database, ...purging),
    prune: (before) => prune(database, before),
  };
}

/** Each statement stands alone: whoever comes in between changes which of the three has an answer, and no more. */
async function open(database: Database, write: NewWrite, now: number): Promise<OpenedWrite> {
  const held = (await insert(database, write, now)) ?? (await takeOver(database, write, now));
  if (held) return { record: held, isHeld: true };
  const record = await read(database, write);
  // It was pruned, or went with its connection, in between.
  return record ? { record, isHeld: false } : open(database, write, now);
}

async function insert({ kysely }: Database, write: NewWrite, now: number): Promise<WriteRecord | null> {
  const insertion = kysely
    .insertInto("write_record")
    .values(toNewRow(write, now))
    .onConflict((conflict) => conflict.columns(["account_id", "mutation", "idempotency_key"]).doNothing())
    .returningAll();
  const row = await ofKnownConnection(insertion.executeTakeFirst());
  return row ? toWriteRecord(row) : null;
}

async function takeOver({ kysely }: Database, write: NewWrite, now: number): Promise<WriteRecord | null> {
  const row = await kysely
    .updateTable("write_record")
    .set((eb) => ({
      holder: write.holder,
      held_until: write.heldUntil,
      revision: eb("revision", "+", 1),
      updated_at: now,
    }))
    .where(isOf(write))
    .where("input_digest", "=", write.inputDigest)
    .where(isFree(now))
    .returningAll()
    .executeTakeFirst();
  return row ? toWriteRecord(row) : null;
}

async function read({ kysely }: Database, key: WriteKey): Promise<WriteRecord | null> {
  const row = await kysely.selectFrom("write_record").selectAll().where(isOf(key)).executeTakeFirst();
  return row ? toWriteRecord(row) : null;
}

async function save({ kysely }: Database, ...saving: Parameters<WriteLedger["save"]>): Promise<WriteRecord | null> {
  const [key, held, change, now] = saving;
  const row = await kysely
    .updateTable("write_record")
    .set({
      sealed_progress: change.sealedProgress,
      ...(change.result === undefined ? {} : { result: change.result }),
      ...(change.heldUntil === undefined ? {} : { held_until: change.heldUntil }),
      revision: held.revision + 1,
      updated_at: now,
    })
    .where(isOf(key))
    .where("holder", "=", held.holder)
    .where("revision", "=", held.revision)
    .returningAll()
    .executeTakeFirst();
  return row ? toWriteRecord(row) : null;
}

async function portionOf({ kysely }: Database, ...portion: Parameters<WriteLedger["ofConnection"]>) {
  const [connectionId, limit, after] = portion;
  const { accountId = "", mutation = "", idempotencyKey = "" } = after ?? {};
  const rows = await kysely
    .selectFrom("write_record")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("account_id", "mutation", "idempotency_key"),
          ">",
          eb.tuple(accountId, mutation, idempotencyKey),
        ),
      ),
    )
    .orderBy("account_id")
    .orderBy("mutation")
    .orderBy("idempotency_key")
    .limit(limit)
    .execute();
  return rows.map(toWriteRecord);
}

async function purge({ kysely }: Database, ...purging: Parameters<WriteLedger["purge"]>): Promise<boolean> {
  const [record, sealedProgress, now] = purging;
  const { numUpdatedRows } = await kysely
    .updateTable("write_record")
    .set({ sealed_progress: sealedProgress, result: PURGED_RESULT, input_digest: "", holder: null, held_until: 0 })
    .where(isOf(record))
    .where("revision", "=", record.revision)
    .where((eb) => eb.or([eb("result", "is not", null), isFree(now)(eb)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function prune({ kind, kysely }: Database, before: number): Promise<number> {
  return pruneInPortions((portion) =>
    kysely
      .deleteFrom("write_record")
      .where((eb) =>
        eb(
          eb.refTuple("account_id", "mutation", "idempotency_key"),
          "in",
          eb
            .selectFrom("write_record")
            .select(["account_id", "mutation", "idempotency_key"])
            .where("result", "is not", null)
            .where("updated_at", "<", before)
            .orderBy("updated_at")
            .limit(portion)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked())
            .$asTuple("account_id", "mutation", "idempotency_key"),
        ),
      )
      .executeTakeFirstOrThrow(),
  );
}

function isOf({ accountId, mutation, idempotencyKey }: WriteKey): Condition {
  return (eb) => eb.and({ account_id: accountId, mutation, idempotency_key: idempotencyKey });
}

/** Not done, and held by nobody, or for longer than the hold lasts. */
function isFree(now: number): Condition {
  return (eb) => eb.and([eb("result", "is", null), eb.or([eb("holder", "is", null), eb("held_until", "<=", now)])]);
}
