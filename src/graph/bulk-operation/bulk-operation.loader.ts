import type { GraphContext } from "../../context/graph-context.js";
import type { BulkItemRecord, BulkOperationRecord, BulkProgress } from "../../store/store.js";
import type { AtsBulkItem, AtsBulkOperation } from "./bulk-operation.js";

/** An operation of the caller's account; null where it has none such. */
export async function bulkOperationById(
  { services, caller }: GraphContext,
  id: string,
): Promise<AtsBulkOperation | null> {
  const record = await services.store.bulk.byId(caller.accountId, id);
  return record && toBulkOperation(record);
}

function toBulkOperation(record: BulkOperationRecord & BulkProgress): AtsBulkOperation {
  const { id, total, processed, failedItems, startedAt, finishedAt } = record;
  const state = finishedAt === null ? "RUNNING" : "DONE";
  return { id, state, total, processed, failed: failedItems, startedAt, finishedAt };
}

/** An item that is done, as it was kept. */
export function toBulkItem({ services }: GraphContext, record: BulkItemRecord): AtsBulkItem {
  const { operationId, index, sealedOutcome } = record;
  // Written by the runner of the operation's own mutation.
  const kept = services.bulk.seal.openOutcome(operationId, index, sealedOutcome ?? "") as Partial<AtsBulkItem>;
  return {
    index,
    opportunityId: kept.opportunityId ?? null,
    candidateId: kept.candidateId ?? null,
    exportOutcome: kept.exportOutcome ?? null,
    exportSteps: kept.exportSteps ?? null,
    userErrors: kept.userErrors ?? [],
  };
}
