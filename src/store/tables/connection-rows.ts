import type { Selectable, Updateable } from "kysely";
import { toFlag, type ConnectionTable } from "../schema.js";
import type { ConnectionPatch, ConnectionRecord } from "../store.js";

/** A row as the rest of the product has it. */
export function toConnectionRecord(row: Selectable<ConnectionTable>): ConnectionRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    enabled: row.enabled === 1,
    sealedApiKey: row.sealed_api_key,
    apiKeyHint: row.api_key_hint,
    fingerprint: row.fingerprint,
    epoch: row.epoch,
    credentialState: row.credential_state,
    confidentialAccess: row.confidential_access === null ? null : row.confidential_access === 1,
    defaultPerformAsId: row.default_perform_as_id,
    lastVerifiedAt: row.last_verified_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A record as it is kept. */
export function toConnectionRow(record: ConnectionRecord): ConnectionTable {
  return {
    id: record.id,
    account_id: record.accountId,
    name: record.name,
    enabled: toFlag(record.enabled),
    sealed_api_key: record.sealedApiKey,
    api_key_hint: record.apiKeyHint,
    fingerprint: record.fingerprint,
    epoch: record.epoch,
    credential_state: record.credentialState,
    confidential_access: record.confidentialAccess === null ? null : toFlag(record.confidentialAccess),
    default_perform_as_id: record.defaultPerformAsId,
    last_verified_at: record.lastVerifiedAt,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  };
}

const COLUMNS = {
  name: "name",
  enabled: "enabled",
  sealedApiKey: "sealed_api_key",
  apiKeyHint: "api_key_hint",
  fingerprint: "fingerprint",
  epoch: "epoch",
  credentialState: "credential_state",
  confidentialAccess: "confidential_access",
  defaultPerformAsId: "default_perform_as_id",
  lastVerifiedAt: "last_verified_at",
} as const satisfies Readonly<Record<keyof ConnectionPatch, keyof ConnectionTable>>;

/** The columns that a patch names; all others stay as they are. */
export function toConnectionColumns(patch: ConnectionPatch): Updateable<ConnectionTable> {
  const named = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const value = patch[field as keyof ConnectionPatch];
    if (value === undefined) return [];
    return [[column, typeof value === "boolean" ? toFlag(value) : value] as const];
  });
  return Object.fromEntries(named);
}
