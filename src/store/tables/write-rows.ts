import type { Selectable } from "kysely";
import type { WriteRecordTable } from "../schema.js";
import type { NewWrite, WriteKey, WriteRecord } from "../store.js";

const FIRST_REVISION = 1;

/** A row as the rest of the product has it. */
export function toWriteRecord(row: Selectable<WriteRecordTable>): WriteRecord {
  return {
    ...toWriteKey(row),
    connectionId: row.connection_id,
    inputDigest: row.input_digest,
    sealedProgress: row.sealed_progress,
    result: row.result,
    revision: row.revision,
    holder: row.holder,
    heldUntil: row.held_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A write as it is kept before anything of it is done. */
export function toNewRow(write: NewWrite, now: number): WriteRecordTable {
  return {
    account_id: write.accountId,
    mutation: write.mutation,
    idempotency_key: write.idempotencyKey,
    connection_id: write.connectionId,
    input_digest: write.inputDigest,
    sealed_progress: write.sealedProgress,
    result: null,
    revision: FIRST_REVISION,
    holder: write.holder,
    held_until: write.heldUntil,
    created_at: now,
    updated_at: now,
  };
}

function toWriteKey(row: Selectable<WriteRecordTable>): WriteKey {
  return { accountId: row.account_id, mutation: row.mutation, idempotencyKey: row.idempotency_key };
}
