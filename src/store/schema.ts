import type { Kysely } from "kysely";
import type { Clock } from "../time/clock.js";
import type {
  AuditOutcome,
  CredentialState,
  LinkKind,
  PermissionCheckState,
  SyncRecord,
  UploadRecord,
} from "./store.js";

/** A truth value, the same on both databases. */
export type Flag = 0 | 1;

/** Milliseconds since the Unix epoch. */
type Instant = number;

export interface ConnectionTable {
  id: string;
  account_id: string;
  name: string;
  enabled: Flag;
  sealed_api_key: string;
  api_key_hint: string;
  fingerprint: string;
  epoch: number;
  credential_state: CredentialState;
  confidential_access: Flag | null;
  default_perform_as_id: string | null;
  last_verified_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface StageMappingTable {
  connection_id: string;
  version: number;
  proposed: Flag;
  /** JSON: what an admin decides. */
  decisions: string;
  /** JSON: names last seen, by id; apart from the decisions, since they change without a version. */
  stage_names: string;
  reason_names: string;
  updated_at: Instant | null;
  updated_by_user_id: string | null;
}

export interface OpportunityTable {
  connection_id: string;
  opportunity_id: string;
  contact_id: string;
}

export interface PermissionTable {
  connection_id: string;
  permission: string;
  granted: Flag;
  checked_at: Instant;
}

export interface PermissionCheckTable {
  connection_id: string;
  epoch: number;
  state: PermissionCheckState;
  /** JSON: names of permissions. */
  pending: string;
  turn: number;
  finished_at: Instant | null;
  holder: string | null;
  held_until: Instant;
}

export interface ReferenceIdTable {
  connection_id: string;
  kind: "stage" | "user";
  lever_id: string;
}

export interface InstallationSecretTable {
  name: string;
  sealed: string;
  created_at: Instant;
}

export interface AuditEntryTable {
  connection_id: string;
  id: string;
  at: Instant;
  user_id: string | null;
  performed_as_id: string | null;
  action: string;
  opportunity_id: string | null;
  outcome: AuditOutcome;
}

export interface WriteRecordTable {
  account_id: string;
  mutation: string;
  idempotency_key: string;
  connection_id: string;
  input_digest: string;
  sealed_progress: string;
  /** JSON. */
  result: string | null;
  revision: number;
  holder: string | null;
  held_until: Instant;
  created_at: Instant;
  updated_at: Instant;
}

export interface UploadTable {
  id: string;
  account_id: string;
  connection_id: string;
  sealed_name: string;
  content_type: string;
  size: number;
  received_bytes: number;
  /** The index of the next chunk. */
  chunk_count: number;
  state: UploadRecord["state"];
  created_at: Instant;
  expires_at: Instant;
}

export interface UploadChunkTable {
  upload_id: string;
  chunk_index: number;
  sealed: Uint8Array;
}

export interface BulkOperationTable {
  id: string;
  account_id: string;
  mutation: string;
  idempotency_key: string;
  input_digest: string;
  total: number;
  sealed_caller: string;
  started_at: Instant;
  finished_at: Instant | null;
}

export interface BulkItemTable {
  operation_id: string;
  item_index: number;
  connection_id: string | null;
  sealed_input: string;
  sealed_outcome: string | null;
  failed: Flag;
  holder: string | null;
  held_until: Instant;
}

export interface SyncStateTable {
  connection_id: string;
  state: SyncRecord["state"];
  run: SyncRecord["run"];
  generation: number;
  processed: number;
  estimated_total: number | null;
  page_token: string | null;
  started_at: Instant;
  finished_at: Instant | null;
  last_error: string | null;
  failures: number;
  retry_at: Instant;
  complete_since: Instant | null;
  full_since: Instant | null;
  full_total: number | null;
  lists_deleted: Flag | null;
  holder: string | null;
  held_until: Instant;
}

export interface LinkIndexTable {
  connection_id: string;
  digest: string;
  contact_id: string;
  kind: LinkKind;
  generation: number;
}

export interface WebhookTokenTable {
  connection_id: string;
  webhook_id: string;
  sealed_token: string;
}

export interface WebhookDeliveryTable {
  connection_id: string;
  digest: string;
  opportunity_id: string | null;
  contact_id: string | null;
  pending: Flag;
  received_at: Instant;
}

export interface WebhookIntakeTable {
  connection_id: string;
  last_received_at: Instant | null;
  registrar: string | null;
  registering_until: Instant;
}

/** Every table, as the newest migration leaves it. */
export interface StoreSchema {
  connection: ConnectionTable;
  stage_mapping: StageMappingTable;
  opportunity: OpportunityTable;
  permission: PermissionTable;
  permission_check: PermissionCheckTable;
  reference_id: ReferenceIdTable;
  installation_secret: InstallationSecretTable;
  audit_entry: AuditEntryTable;
  write_record: WriteRecordTable;
  upload: UploadTable;
  upload_chunk: UploadChunkTable;
  bulk_operation: BulkOperationTable;
  bulk_item: BulkItemTable;
  sync_state: SyncStateTable;
  link_index: LinkIndexTable;
  webhook_token: WebhookTokenTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_intake: WebhookIntakeTable;
}

/** An open database: what the tables' stores work with. */
export interface Database {
  readonly kind: "sqlite" | "postgres";
  readonly kysely: Kysely<StoreSchema>;
  readonly clock: Clock;
  /** Statements fail with StoreUnavailable from then on, which those of a destroyed Kysely would not. Called once. */
  close(): Promise<void>;
}

/** As it is bound to a statement. */
export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}
