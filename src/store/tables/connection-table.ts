import type { Database } from "../schema.js";
import { ConstraintViolated } from "../store-errors.js";
import { ApiKeyAlreadyConnected, type ConnectionStore, type ObservedKey } from "../store.js";
import { toConnectionColumns, toConnectionRecord, toConnectionRow } from "./connection-rows.js";

/** Connections, in their table. */
export function createConnectionStore({ kysely }: Database): ConnectionStore {
  return {
    insert: async (record) => {
      const row = toConnectionRow(record);
      await oneKeyAnAccount(kysely.insertInto("connection").values(row).execute());
    },
    ...readsOf(kysely),
    update: async (accountId, id, patch, now) => {
      const change = kysely
        .updateTable("connection")
        .set({ ...toConnectionColumns(patch), updated_at: now })
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .returningAll();
      const row = await oneKeyAnAccount(change.executeTakeFirst());
      return row ? toConnectionRecord(row) : null;
    },
    remove: async (accountId, id) => {
      // The other tables' rows go with it, by their foreign keys: one statement is one transaction.
      const { numDeletedRows } = await kysely
        .deleteFrom("connection")
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    observe: (connectionId, seen, now) => observe(kysely, connectionId, seen, now),
  };
}

function readsOf(kysely: Database["kysely"]): Pick<ConnectionStore, "byId" | "byAccount"> {
  return {
    byId: async (accountId, id) => {
      const row = await kysely
        .selectFrom("connection")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toConnectionRecord(row) : null;
    },
    byAccount: async (accountId) => {
      const rows = await kysely
        .selectFrom("connection")
        .selectAll()
        .where("account_id", "=", accountId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(toConnectionRecord);
    },
  };
}

async function observe(
  kysely: Database["kysely"],
  connectionId: string,
  { credentialState, confidentialAccess, epoch }: ObservedKey,
  now: number,
): Promise<void> {
  const columns = toConnectionColumns({
    ...(credentialState === undefined ? {} : { credentialState }),
    ...(confidentialAccess === undefined ? {} : { confidentialAccess }),
  });
  const { credential_state: state, confidential_access: access } = columns;
  if (state === undefined && access === undefined) return;
  await kysely
    .updateTable("connection")
    .set({ ...columns, updated_at: now })
    .where("id", "=", connectionId)
    .$if(epoch !== undefined, (query) => query.where("epoch", "=", epoch ?? 0))
    // Every replica finds out the same, again and again.
    .where((eb) =>
      eb.or([
        ...(state === undefined ? [] : [eb("credential_state", "is distinct from", state)]),
        ...(access === undefined ? [] : [eb("confidential_access", "is distinct from", access)]),
      ]),
    )
    .execute();
}

/** An account's fingerprints are all that is unique here besides the id. */
async function oneKeyAnAccount<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (error) {
    if (!(error instanceof ConstraintViolated) || error.constraint !== "unique") throw error;
    throw new ApiKeyAlreadyConnected("The account has a connection with this API key already");
  }
}
