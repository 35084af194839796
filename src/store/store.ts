import type { AuditLog } from "./audit-log.js";
import type { BulkStore } from "./bulk-store.js";
import type { LinkStore } from "./link-store.js";
import type { SyncStore } from "./sync-store.js";
import type { PermissionCheckStore } from "./permission-check-store.js";
import type { PermissionRecord } from "./permission-record.js";
import type { SealedValues } from "./sealed-values.js";
import type { UploadStore } from "./upload-store.js";
import type { WebhookStore } from "./webhook-store.js";
import type { WriteLedger } from "./write-ledger.js";

export type * from "./audit-log.js";
export type * from "./bulk-store.js";
export type * from "./link-store.js";
export type * from "./sync-store.js";
export type * from "./permission-check-store.js";
export type * from "./permission-record.js";
export type * from "./sealed-values.js";
export type * from "./upload-store.js";
export type * from "./webhook-store.js";
export type * from "./write-ledger.js";

/** Whether Lever takes the key: UNCHECKED before the first answer. */
export type CredentialState = "UNCHECKED" | "VALID" | "INVALID";

/** A Findem account's link to one Lever account, as it is kept. Times are milliseconds since the Unix epoch. */
export interface ConnectionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly enabled: boolean;
  /** The API key, sealed by the vault; useless without the key ring. */
  readonly sealedApiKey: string;
  /** The last four characters of the API key. */
  readonly apiKeyHint: string;
  /** Keyed digest of the API key, unique within an account. */
  readonly fingerprint: string;
  /** Part of every cache key; raised when the API key changes. */
  readonly epoch: number;
  readonly credentialState: CredentialState;
  /** Null before it has been found out. */
  readonly confidentialAccess: boolean | null;
  /** Lever's id of the user on whose behalf writes are made when the caller has no Lever user; null: none. */
  readonly defaultPerformAsId: string | null;
  readonly lastVerifiedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What may change in a connection after it was made. */
export type ConnectionPatch = Partial<Omit<ConnectionRecord, "id" | "accountId" | "createdAt" | "updatedAt">>;

/** The account has that API key already. */
export class ApiKeyAlreadyConnected extends Error {
  override readonly name = "ApiKeyAlreadyConnected";
}

/** The durable state can't be reached; nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Connections. Every method but `observe` is bound to an account: an id of another account is as unknown. */
export interface ConnectionStore {
  /** @throws ApiKeyAlreadyConnected */
  insert(record: ConnectionRecord): Promise<void>;
  byId(accountId: string, id: string): Promise<ConnectionRecord | null>;
  /** Oldest first. */
  byAccount(accountId: string): Promise<readonly ConnectionRecord[]>;
  /**
   * Changes what the patch names and sets `updatedAt`; null where there is no such connection.
   * @throws ApiKeyAlreadyConnected
   */
  update(accountId: string, id: string, patch: ConnectionPatch, now: number): Promise<ConnectionRecord | null>;
  /** Removes the connection and everything kept of it in every table, in one transaction; false where there is none. */
  remove(accountId: string, id: string): Promise<boolean>;
  /**
   * Keeps what was found out about a connection's key while working with it; `updatedAt` moves where that was new.
   * Not bound to an account, since only the process itself calls it, never on a caller's word. Does nothing where the
   * connection is gone.
   */
  observe(connectionId: string, seen: ObservedKey, now: number): Promise<void>;
}

/** What an answer of Lever's told of a connection's key; what is absent was not told. */
export interface ObservedKey {
  /** Of the key that was worked with: nothing is kept where it has been replaced since. */
  readonly epoch?: number;
  readonly credentialState?: CredentialState;
  readonly confidentialAccess?: boolean;
}

/** One Findem stage, holding stages of Lever's by id. */
export interface FindemStageRecord {
  readonly id: string;
  readonly name: string;
  readonly slaDays: number | null;
  readonly stageIds: readonly string[];
}

/** A stage mapping without its version: what an admin decides, and the names last seen in Lever. */
export interface StageMappingDocument {
  readonly inboundStageIds: readonly string[];
  readonly advanceExcludedStageIds: readonly string[];
  readonly rejectExcludedReasonIds: readonly string[];
  readonly findemStages: readonly FindemStageRecord[];
  /** Names of the stages and archive reasons above when they were last seen, by Lever's id. */
  readonly stageNames: Readonly<Record<string, string>>;
  readonly reasonNames: Readonly<Record<string, string>>;
}

export interface StageMappingRecord {
  readonly connectionId: string;
  readonly version: number;
  /** True until an admin saves it. */
  readonly proposed: boolean;
  readonly document: StageMappingDocument;
  readonly updatedAt: number | null;
  readonly updatedByUserId: string | null;
}

export interface StageMappingStore {
  read(connectionId: string): Promise<StageMappingRecord | null>;
  /**
   * Stores the proposal (version 0) unless there is a mapping already; answers with what is stored then.
   * @throws UnknownConnection (store-errors.ts) when the connection was removed meanwhile
   */
  propose(connectionId: string, document: StageMappingDocument): Promise<StageMappingRecord>;
  /**
   * Replaces the mapping of version `expectedVersion`, in one statement, so that one of many concurrent saves wins.
   * Null where the version is another: nothing was stored.
   */
  save(
    connectionId: string,
    expectedVersion: number,
    document: StageMappingDocument,
    by: { readonly userId: string | null; readonly now: number },
  ): Promise<StageMappingRecord | null>;
  /** Refreshes the names last seen without raising the version; does nothing where the version is another. */
  rename(
    connectionId: string,
    version: number,
    names: Pick<StageMappingDocument, "stageNames" | "reasonNames">,
  ): Promise<void>;
}

/** Which contact an opportunity belongs to, learned from every row that passes: no personal data in it. */
export interface OpportunityIndex {
  /** Contact ids by opportunity id, for those that are known. */
  contactsOf(connectionId: string, opportunityIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Inserts or changes; batched and idempotent. What this process lately saw stored costs nothing. Of a connection that
   * is not there, or is removed meanwhile, nothing is kept, and that is no error.
   */
  learn(
    connectionId: string,
    rows: readonly { readonly opportunityId: string; readonly contactId: string }[],
  ): Promise<void>;
}

export interface PermissionStore {
  byConnection(connectionId: string): Promise<readonly PermissionRecord[]>;
  /**
   * Inserts or replaces, the last of each permission. False, and nothing is kept, where there is no such connection.
   * `epoch`: of the key that was asked with; nothing is kept where it has been replaced since.
   */
  record(connectionId: string, rows: readonly PermissionRecord[], epoch?: number): Promise<boolean>;
  /** Forgets all, after the key was changed. */
  clear(connectionId: string): Promise<void>;
}

/** Lever's ids of reference data, by which one Lever account is told from another: no personal data. */
export interface ReferenceIds {
  readonly stageIds: readonly string[];
  readonly userIds: readonly string[];
}

export interface ReferenceIdStore {
  /** Adds what is not there; idempotent. Does nothing where the connection is gone. */
  learn(connectionId: string, ids: ReferenceIds): Promise<void>;
  known(connectionId: string): Promise<ReferenceIds>;
}

/** Random keys of this installation, sealed by the vault. */
export interface InstallationSecretStore {
  /** The sealed secret of that name; where there is none, `sealed` is stored. One of many concurrent callers wins. */
  readOrCreate(name: string, sealed: string): Promise<string>;
}

/** The durable state: SQLite in a file, or PostgreSQL; the same behaviour on both. */
export interface Store extends AsyncDisposable {
  readonly connections: ConnectionStore;
  readonly stageMappings: StageMappingStore;
  readonly opportunities: OpportunityIndex;
  readonly permissions: PermissionStore;
  readonly permissionChecks: PermissionCheckStore;
  readonly secrets: InstallationSecretStore;
  readonly references: ReferenceIdStore;
  readonly audit: AuditLog;
  readonly writes: WriteLedger;
  readonly uploads: UploadStore;
  readonly bulk: BulkStore;
  readonly links: LinkStore;
  readonly sync: SyncStore;
  readonly webhooks: WebhookStore;
  readonly sealedValues: SealedValues;
  /**
   * Asks the database for an answer.
   * @throws StoreUnavailable
   */
  ping(): Promise<void>;
}
