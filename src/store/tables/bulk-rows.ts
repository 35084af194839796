import type { Selectable } from "kysely";
import { toFlag, type BulkItemTable, type BulkOperationTable } from "../schema.js";
import type { BulkItemRecord, BulkOperationRecord, NewBulkItem } from "../store.js";

/** A row as the rest of the product has it. */
export function toOperation(row: Selectable<BulkOperationTable>): BulkOperationRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    mutation: row.mutation,
    idempotencyKey: row.idempotency_key,
    inputDigest: row.input_digest,
    total: row.total,
    sealedCaller: row.sealed_caller,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** An operation as it is kept. */
export function toOperationRow(operation: BulkOperationRecord): BulkOperationTable {
  return {
    id: operation.id,
    account_id: operation.accountId,
    mutation: operation.mutation,
    idempotency_key: operation.idempotencyKey,
    input_digest: operation.inputDigest,
    total: operation.total,
    sealed_caller: operation.sealedCaller,
    started_at: operation.startedAt,
    finished_at: operation.finishedAt,
  };
}

/** A row as the rest of the product has it. */
export function toItem(row: Selectable<BulkItemTable>): BulkItemRecord {
  return {
    operationId: row.operation_id,
    index: row.item_index,
    connectionId: row.connection_id,
    sealedInput: row.sealed_input,
    sealedOutcome: row.sealed_outcome,
    failed: row.failed === 1,
    holder: row.holder,
    heldUntil: row.held_until,
  };
}

/** An item as it is kept before anybody works on it. */
export function toNewItemRow(item: NewBulkItem): BulkItemTable {
  return {
    operation_id: item.operationId,
    item_index: item.index,
    connection_id: item.connectionId,
    sealed_input: item.sealedInput,
    sealed_outcome: null,
    failed: toFlag(false),
    holder: null,
    held_until: 0,
  };
}
