import type { GraphContext } from "../../context/graph-context.js";
import type { BulkItemRecord, BulkOperationRecord, BulkProgress } from "../../store/store.js";
import { userError } from "../../user-errors/user-error.js";
import type { AtsBulkItem, AtsBulkOperation } from "./bulk-operation.js";

/** The worker knows no reason: what stood in its way was nobody's to foresee. */
const GIVEN_UP = userError("WRITE_OUTCOME_UNKNOWN", {
  message: "It could not be done for a day, and is given up: look at it in Lever before you ask for it again.",
});

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
    userErrors: kept.userErrors ?? (record.failed ? [GIVEN_UP] : []),
  };
}
