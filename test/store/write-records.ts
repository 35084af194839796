import { randomUUID } from "node:crypto";
import type { AuditRecord, BulkOperationRecord, NewBulkItem, NewWrite, UploadRecord } from "../../src/store/store.js";

/** An entry with nothing special about it. */
export function auditRecord(connectionId: string, changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: "entry-1",
    connectionId,
    at: 1_700_000_000_000,
    userId: "findem-user-1",
    performedAsId: "user-1",
    action: "advanceOpportunity",
    opportunityId: "opportunity-1",
    outcome: "UNKNOWN",
    ...changes,
  };
}

/** A write with nothing special about it, held until 100. */
export function newWrite(connectionId: string, changes: Partial<NewWrite> = {}): NewWrite {
  return {
    accountId: "account-1",
    mutation: "exportProfileToAts",
    idempotencyKey: "key-1",
    connectionId,
    inputDigest: "digest-1",
    sealedProgress: "v1.k1.progress",
    holder: "holder-1",
    heldUntil: 100,
    ...changes,
  };
}

/** An upload of ten bytes that has just begun, and expires at 1000. */
export function uploadRecord(connectionId: string, changes: Partial<UploadRecord> = {}): UploadRecord {
  return {
    id: "upload-1",
    accountId: "account-1",
    connectionId,
    sealedName: "v1.k1.name",
    contentType: "application/pdf",
    size: 10,
    receivedBytes: 0,
    state: "OPEN",
    createdAt: 1,
    expiresAt: 1_000,
    ...changes,
  };
}

/** An operation that has just begun. */
export function bulkOperation(changes: Partial<BulkOperationRecord> = {}): BulkOperationRecord {
  return {
    id: randomUUID(),
    accountId: "account-1",
    mutation: "advanceOpportunities",
    idempotencyKey: randomUUID(),
    inputDigest: "digest-1",
    total: 2,
    sealedCaller: "v1.k1.caller",
    startedAt: 1,
    finishedAt: null,
    ...changes,
  };
}

/** The items of an operation, one of each connection. */
export function bulkItems(
  { id }: BulkOperationRecord,
  connectionIds: readonly (string | null)[],
  sealedInput = "v1.k1.input",
): NewBulkItem[] {
  return connectionIds.map((connectionId, index) => ({ operationId: id, index, connectionId, sealedInput }));
}
