import { randomUUID } from "node:crypto";
import type { ConnectionRecord, StageMappingDocument, Store, WebhookDeliveryRecord } from "../../src/store/store.js";

/** What must never be in an error's message. */
export const CANARY = "canary-of-a-stored-value";

/** A connection with nothing special about it. */
export function connection(changes: Partial<ConnectionRecord> = {}): ConnectionRecord {
  return {
    id: randomUUID(),
    accountId: "account-1",
    name: "Lever",
    enabled: true,
    sealedApiKey: "v1.k1.box",
    apiKeyHint: "wxyz",
    fingerprint: randomUUID(),
    epoch: 1,
    credentialState: "UNCHECKED",
    confidentialAccess: null,
    defaultPerformAsId: null,
    lastVerifiedAt: null,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    ...changes,
  };
}

/** A connection that is stored. */
export async function connected(store: Store, changes: Partial<ConnectionRecord> = {}): Promise<ConnectionRecord> {
  const record = connection(changes);
  await store.connections.insert(record);
  return record;
}

/** A mapping with something in each of its fields. */
export function mapping(name = "Screen"): StageMappingDocument {
  return {
    inboundStageIds: ["stage-1"],
    advanceExcludedStageIds: ["stage-2", "stage-3"],
    rejectExcludedReasonIds: ["reason-1"],
    findemStages: [
      { id: "findem-1", name, slaDays: 3, stageIds: ["stage-1", "stage-2"] },
      { id: "findem-2", name: "Offer", slaDays: null, stageIds: [] },
    ],
    stageNames: { "stage-1": "New applicant" },
    reasonNames: { "reason-1": "Withdrew" },
  };
}

/** Rows of an opportunity index, of that many opportunities. */
export function learnedRows(count: number, contact = "contact"): { opportunityId: string; contactId: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    opportunityId: `opportunity-${String(index)}`,
    contactId: `${contact}-${String(index % 100)}`,
  }));
}

/** A delivery about an opportunity, still to be followed up. */
export function webhookDelivery(digest: string, changes: Partial<WebhookDeliveryRecord> = {}): WebhookDeliveryRecord {
  return { digest, opportunityId: "opportunity-1", contactId: null, pending: true, ...changes };
}
