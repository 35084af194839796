import type { Expression, ExpressionBuilder, Selectable, SqlBool, Transaction } from "kysely";
import type { Database, PermissionCheckTable, StoreSchema } from "../schema.js";
import type { CheckHold, NewPermissionCheck, PermissionCheckRecord, PermissionCheckStore } from "../store.js";
import { writePermissions } from "./permission-table.js";
import { whileConnected } from "./while-connected.js";

type Condition = (eb: ExpressionBuilder<StoreSchema, "permission_check">) => Expression<SqlBool>;

/** The rest is found when these are finished. */
const MAX_UNFINISHED = 1_000;

/** Checks of permissions, in their table. */
export function createPermissionCheckStore(database: Database): PermissionCheckStore {
  const { kysely } = database;
  return {
    read: async (connectionId) => {
      const row = await kysely
        .selectFrom("permission_check")
        .selectAll()
        .where("connection_id", "=", connectionId)
        .executeTakeFirst();
      return row ? toRecord(row) : null;
    },
    begin: async (connectionId, check) => {
      const begun = await whileConnected(database, connectionId, (transaction) =>
        begin(database, transaction, connectionId, check),
      );
      return begun !== null;
    },
    unfinished: () =>
      kysely
        .selectFrom("permission_check")
        .innerJoin("connection", "connection.id", "permission_check.connection_id")
        .select(["connection.id as connectionId", "connection.account_id as accountId"])
        .where("state", "=", "RUNNING")
        .orderBy("connection.id")
        .limit(MAX_UNFINISHED)
        .execute(),
    take: (...taking) => take(database, ...taking),
    advance: (...advancing) => advance(database, ...advancing),
    ...endings(kysely),
  };
}

function endings(kysely: Database["kysely"]): Pick<PermissionCheckStore, "finish" | "release" | "releaseHolds"> {
  return {
    finish: async (hold, state, now) => {
      const { numUpdatedRows } = await kysely
        .updateTable("permission_check")
        .set({ state, finished_at: now, holder: null, held_until: 0 })
        .where(isHeldBy(hold))
        .$if(state === "DONE", (query) => query.where("pending", "=", "[]"))
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    release: async (hold) => {
      await kysely.updateTable("permission_check").set({ holder: null, held_until: 0 }).where(isHeldBy(hold)).execute();
    },
    releaseHolds: async () => {
      await kysely
        .updateTable("permission_check")
        .set({ holder: null, held_until: 0 })
        .where("holder", "is not", null)
        .execute();
    },
  };
}

async function begin(
  { kind }: Database,
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  { epoch, pending, again, turn }: NewPermissionCheck,
): Promise<true> {
  const insertion = { state: "RUNNING", pending: JSON.stringify(pending), turn, holder: null, held_until: 0 } as const;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("permission_check")
    .values({ connection_id: connectionId, epoch, finished_at: null, ...insertion })
    .onConflict((conflict) => conflict.column("connection_id").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 0n) return true;
  const known = await lockedRow(kind, transaction, connectionId);
  const isUnderWay = known.epoch === epoch && known.state === "RUNNING";
  const joined = [...new Set([...listOf(known.pending), ...again])];
  await transaction
    .updateTable("permission_check")
    .set(
      isUnderWay
        ? { pending: JSON.stringify(joined) }
        : { epoch, finished_at: known.epoch === epoch ? known.finished_at : null, ...insertion },
    )
    .where("connection_id", "=", connectionId)
    .execute();
  return true;
}

/** In the order in which a removal of the connection locks: whoever comes here has its row, or takes it after. */
async function lockedRow(
  kind: Database["kind"],
  transaction: Transaction<StoreSchema>,
  connectionId: string,
): Promise<Selectable<PermissionCheckTable>> {
  return transaction
    .selectFrom("permission_check")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .$if(kind === "postgres", (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

async function take(
  { kysely }: Database,
  ...[connectionId, holder, heldUntil, now]: Parameters<PermissionCheckStore["take"]>
): Promise<PermissionCheckRecord | null> {
  const row = await kysely
    .updateTable("permission_check")
    .set({ holder, held_until: heldUntil })
    .where("connection_id", "=", connectionId)
    .where("state", "=", "RUNNING")
    .where((eb) => eb.or([eb("holder", "is", null), eb("held_until", "<=", now)]))
    .returningAll()
    .executeTakeFirst();
  return row ? toRecord(row) : null;
}

async function advance(
  database: Database,
  ...[hold, { asked, found }, heldUntil]: Parameters<PermissionCheckStore["advance"]>
): Promise<PermissionCheckRecord | null> {
  const { connectionId, epoch } = hold;
  return whileConnected(database, connectionId, async (transaction) => {
    const known = await transaction
      .selectFrom("permission_check")
      .innerJoin("connection", "connection.id", "permission_check.connection_id")
      .select("pending")
      .where(isHeldBy(hold))
      .where("connection.enabled", "=", 1)
      .where("connection.epoch", "=", epoch)
      .$if(database.kind === "postgres", (query) => query.forUpdate("permission_check"))
      .executeTakeFirst();
    if (!known) return null;
    if (found) await writePermissions(transaction, connectionId, [found]);
    const pending = listOf(known.pending).filter((permission) => permission !== asked);
    const row = await transaction
      .updateTable("permission_check")
      .set({ pending: JSON.stringify(pending), held_until: heldUntil })
      .where("connection_id", "=", connectionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRecord(row);
  });
}

function isHeldBy({ connectionId, epoch, holder }: CheckHold): Condition {
  return (eb) =>
    eb.and([
      eb("permission_check.connection_id", "=", connectionId),
      eb("permission_check.epoch", "=", epoch),
      eb("permission_check.state", "=", "RUNNING"),
      eb("permission_check.holder", "=", holder),
    ]);
}

function toRecord(row: Selectable<PermissionCheckTable>): PermissionCheckRecord {
  return {
    connectionId: row.connection_id,
    epoch: row.epoch,
    state: row.state,
    pending: listOf(row.pending),
    turn: row.turn,
    finishedAt: row.finished_at,
    holder: row.holder,
    heldUntil: row.held_until,
  };
}

/** What this table wrote. */
function listOf(pending: string): readonly string[] {
  return JSON.parse(pending) as readonly string[];
}
