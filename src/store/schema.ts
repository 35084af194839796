import type { Kysely } from "kysely";
import type { Clock } from "../time/clock.js";
import type { CredentialState } from "./store.js";

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

/** Every table, as the newest migration leaves it. */
export interface StoreSchema {
  connection: ConnectionTable;
  stage_mapping: StageMappingTable;
  opportunity: OpportunityTable;
  permission: PermissionTable;
  reference_id: ReferenceIdTable;
  installation_secret: InstallationSecretTable;
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
