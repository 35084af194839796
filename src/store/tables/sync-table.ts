import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import { nextFullRun } from "../next-full-run.js";
import type { Database, StoreSchema } from "../schema.js";
import { UnknownConnection } from "../store-errors.js";
import type { SyncDue, SyncPatch, SyncRecord, SyncStore } from "../store.js";
import { firstSyncRow, toSyncColumns, toSyncRecord } from "./sync-rows.js";
import { whileConnected } from "./while-connected.js";

type Builder = ExpressionBuilder<StoreSchema, "sync_state">;

/** Syncs, one a connection. */
export function createSyncStore(database: Database): SyncStore {
  const { kysely } = database;
  return {
    ...holdsOf(database),
    read: async (connectionId) => {
      const row = await kysely
        .selectFrom("sync_state")
        .selectAll()
        .where("connection_id", "=", connectionId)
        .executeTakeFirst();
      return row ? toSyncRecord(row) : null;
    },
    ask: async (connectionId, now) => {
      const asked = await ask(database, connectionId, now);
      if (!asked) throw new UnknownConnection();
      return asked;
    },
    due: (when, limit) =>
      kysely
        .selectFrom("sync_state")
        .innerJoin("connection", "connection.id", "sync_state.connection_id")
        .select(["connection.id as connectionId", "connection.account_id as accountId"])
        .where("enabled", "=", 1)
        .where((eb) => isDue(eb as unknown as Builder, when))
        .orderBy("started_at")
        .orderBy("connection_id")
        .limit(limit)
        .execute(),
  };
}

function holdsOf({ kysely }: Database): Pick<SyncStore, "take" | "save" | "releaseHolds"> {
  return {
    take: async (connectionId, holder, heldUntil, when) => {
      const row = await kysely
        .updateTable("sync_state")
        .set({ holder, held_until: heldUntil })
        .where("connection_id", "=", connectionId)
        .where((eb) => isDue(eb, when))
        .returningAll()
        .executeTakeFirst();
      return row ? toSyncRecord(row) : null;
    },
    save: async (connectionId, holder, patch) => {
      const { numUpdatedRows } = await kysely
        .updateTable("sync_state")
        .set(toSyncColumns(patch))
        .where("connection_id", "=", connectionId)
        .where("holder", "=", holder)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    releaseHolds: async () => {
      await kysely
        .updateTable("sync_state")
        .set({ holder: null, held_until: 0 })
        .where("holder", "is not", null)
        .execute();
    },
  };
}

/** Of many who ask at once, one begins a run. */
function ask(database: Database, connectionId: string, now: number): Promise<SyncRecord | null> {
  return whileConnected(database, connectionId, async (transaction) => {
    await transaction
      .insertInto("sync_state")
      .values(firstSyncRow(connectionId, now))
      .onConflict((conflict) => conflict.column("connection_id").doNothing())
      .execute();
    const row = await transaction
      .selectFrom("sync_state")
      .selectAll()
      .where("connection_id", "=", connectionId)
      .$if(database.kind === "postgres", (query) => query.forNoKeyUpdate())
      .executeTakeFirstOrThrow();
    const known = toSyncRecord(row);
    if (known.state === "RUNNING") return known;
    const changed = await transaction
      .updateTable("sync_state")
      .set(toSyncColumns(askedFor(known, now)))
      .where("connection_id", "=", connectionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toSyncRecord(changed);
  });
}

/** A full run that failed goes on where it stopped. */
function askedFor(known: SyncRecord, now: number): SyncPatch {
  const anew = { lastError: null, failures: 0 };
  if (known.state === "FAILED" && known.run === "FULL") return { ...anew, state: "RUNNING" };
  return { ...anew, ...nextFullRun(known, now) };
}

function isDue(eb: Builder, { now, idleBefore }: SyncDue): Expression<SqlBool> {
  return eb.and([
    eb.or([eb("holder", "is", null), eb("held_until", "<=", now)]),
    eb.or([
      eb("state", "=", "RUNNING"),
      eb.and([eb("state", "=", "FAILED"), eb("retry_at", "<=", now)]),
      ...(idleBefore === null ? [] : [eb.and([eb("state", "=", "IDLE"), eb("finished_at", "<=", idleBefore)])]),
    ]),
  ]);
}
