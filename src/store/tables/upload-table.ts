import type { Insertable, Selectable } from "kysely";
import type { Database, UploadTable } from "../schema.js";
import { UploadGone } from "../store-errors.js";
import type { UploadRecord, UploadStore } from "../store.js";
import { ofKnownConnection } from "./known-connection.js";
import { pruneInPortions } from "./prune-in-portions.js";

/** Each may have tens of megabytes in chunks that go with it. */
const UPLOADS_A_STATEMENT = 5;

/** Uploaded files, in a table of their own and one of their chunks. */
export function createUploadStore(database: Database): UploadStore {
  const { kysely } = database;
  return {
    create: async (record) => {
      await ofKnownConnection(kysely.insertInto("upload").values(toNewRow(record)).execute());
    },
    byId: async (accountId, id) => {
      const row = await read(database, accountId, id);
      return row ? toUploadRecord(row) : null;
    },
    append: (...chunk) => append(database, ...chunk),
    restart: (accountId, id) => restart(database, accountId, id),
    complete: async (accountId, id) => {
      const { numUpdatedRows } = await kysely
        .updateTable("upload")
        .set({ state: "COMPLETE" })
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .whereRef("received_bytes", "=", "size")
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    chunks: (accountId, id) => chunks(database, accountId, id),
    removeAll: async (connectionId) => {
      await kysely.deleteFrom("upload").where("connection_id", "=", connectionId).execute();
    },
    prune: (now) => prune(database, now),
  };
}

/** The upload's row is changed first: it tells whose turn it is, and holds up whoever else writes to the upload. */
async function append({ kysely }: Database, ...chunk: Parameters<UploadStore["append"]>): Promise<boolean> {
  const [accountId, id, index, sealed, plainBytes] = chunk;
  return kysely.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("upload")
      .set((eb) => ({ chunk_count: index + 1, received_bytes: eb("received_bytes", "+", plainBytes) }))
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("state", "=", "OPEN")
      .where("chunk_count", "=", index)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await transaction.insertInto("upload_chunk").values({ upload_id: id, chunk_index: index, sealed }).execute();
    return true;
  });
}

async function restart({ kysely }: Database, accountId: string, id: string): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("upload")
      .set({ chunk_count: 0, received_bytes: 0 })
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("state", "=", "OPEN")
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await transaction.deleteFrom("upload_chunk").where("upload_id", "=", id).execute();
  });
}

async function* chunks(database: Database, accountId: string, id: string): AsyncGenerator<Uint8Array> {
  const upload = await read(database, accountId, id);
  if (!upload) throw new UploadGone();
  for (let index = 0; index < upload.chunk_count; index++) {
    const chunk = await database.kysely
      .selectFrom("upload_chunk")
      .select("sealed")
      .where("upload_id", "=", id)
      .where("chunk_index", "=", index)
      .executeTakeFirst();
    if (!chunk) throw new UploadGone();
    yield chunk.sealed;
  }
}

function read({ kysely }: Database, accountId: string, id: string): Promise<Selectable<UploadTable> | undefined> {
  return kysely
    .selectFrom("upload")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
}

function prune({ kind, kysely }: Database, now: number): Promise<number> {
  return pruneInPortions(
    (portion) =>
      kysely
        .deleteFrom("upload")
        .where("id", "in", (eb) =>
          eb
            .selectFrom("upload")
            .select("id")
            .where("expires_at", "<=", now)
            .orderBy("expires_at")
            .limit(portion)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked()),
        )
        .executeTakeFirstOrThrow(),
    UPLOADS_A_STATEMENT,
  );
}

function toNewRow(record: UploadRecord): Insertable<UploadTable> {
  return {
    id: record.id,
    account_id: record.accountId,
    connection_id: record.connectionId,
    sealed_name: record.sealedName,
    content_type: record.contentType,
    size: record.size,
    received_bytes: 0,
    chunk_count: 0,
    state: "OPEN",
    created_at: record.createdAt,
    expires_at: record.expiresAt,
  };
}

function toUploadRecord(row: Selectable<UploadTable>): UploadRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    connectionId: row.connection_id,
    sealedName: row.sealed_name,
    contentType: row.content_type,
    size: row.size,
    receivedBytes: row.received_bytes,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
