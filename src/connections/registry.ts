import { randomBytes } from "node:crypto";
import type { LeverTarget } from "../lever/client.js";
import type { LeverPool } from "../lever/pool.js";
import type { ConnectionPatch, ConnectionRecord, Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { bindingOf } from "../vault/bindings.js";
import type { Digester, Vault } from "../vault/vault.js";
import { RememberedConnections } from "./remembered-connections.js";

/** A connection that is about to be made, or an API key that is about to replace another: nothing of it is stored. */
export interface ConnectionDraft {
  readonly id: string;
  readonly accountId: string;
  readonly apiKey: string;
  readonly fingerprint: string;
  /** For requests that check the key. */
  readonly target: LeverTarget;
}

/** What the check of a key found out. */
export interface CheckedKey {
  readonly confidentialAccess: boolean | null;
  readonly defaultPerformAsId: string | null;
}

/** An account's connections, and the one place where their API keys are sealed and opened. */
export interface ConnectionRegistry {
  /** While the database is away, as it was within the last minute. @throws StoreUnavailable */
  byId(accountId: string, id: string): Promise<ConnectionRecord | null>;
  /** Oldest first; while the database is away, as they were within the last minute. @throws StoreUnavailable */
  byAccount(accountId: string): Promise<readonly ConnectionRecord[]>;
  /**
   * What the Lever client needs to speak for the connection.
   * @throws SecretUnreadable when the key ring can't open the stored key
   */
  target(record: ConnectionRecord): LeverTarget;
  draft(accountId: string, apiKey: string): ConnectionDraft;
  /** @throws ApiKeyAlreadyConnected */
  create(draft: ConnectionDraft, name: string, checked: CheckedKey): Promise<ConnectionRecord>;
  /**
   * Puts another API key of the same Lever account in place; what was cached with the old one is not served again.
   * @throws ApiKeyAlreadyConnected
   */
  replaceKey(record: ConnectionRecord, draft: ConnectionDraft, checked: CheckedKey): Promise<ConnectionRecord | null>;
  update(record: ConnectionRecord, patch: ConnectionPatch): Promise<ConnectionRecord | null>;
  /** Keeps what a check of the connection's own key found out. */
  checked(record: ConnectionRecord, found: ConnectionPatch): Promise<ConnectionRecord | null>;
  /** Nothing is sent for the connection from now on; what waits is refused. */
  disable(record: ConnectionRecord): Promise<ConnectionRecord | null>;
  enable(record: ConnectionRecord): Promise<ConnectionRecord | null>;
  /** Forgets the connection, its key and everything kept of it. */
  remove(record: ConnectionRecord): Promise<boolean>;
}

export interface ConnectionRegistryOptions {
  readonly store: Store;
  readonly vault: Vault;
  readonly digester: Digester;
  readonly pool: LeverPool;
  readonly clock: Clock;
  /** Called once the key of a draft, or of a connection itself, is checked and is the connection's. */
  readonly onChecked: (draftId: string, connectionId: string) => Promise<void>;
}

const FIRST_EPOCH = 1;

/** Makes the registry. */
export function createConnectionRegistry(options: ConnectionRegistryOptions): ConnectionRegistry {
  return new StoredConnections(options);
}

class StoredConnections implements ConnectionRegistry {
  readonly #remembered: RememberedConnections;

  constructor(private readonly options: ConnectionRegistryOptions) {
    this.#remembered = new RememberedConnections(options.clock);
  }

  byId(accountId: string, id: string): Promise<ConnectionRecord | null> {
    return this.#remembered.one(accountId, id, () => this.options.store.connections.byId(accountId, id));
  }

  byAccount(accountId: string): Promise<readonly ConnectionRecord[]> {
    return this.#remembered.all(accountId, () => this.options.store.connections.byAccount(accountId));
  }

  target({ accountId, id, sealedApiKey, fingerprint, epoch, confidentialAccess }: ConnectionRecord): LeverTarget {
    const secret = this.options.vault.open(sealedApiKey, bindingOf("apiKey", accountId, id));
    const credential = { kind: "apiKey", secret } as const;
    return { accountId, connectionId: id, credential, fingerprint, epoch, confidentialAccess };
  }

  draft(accountId: string, apiKey: string): ConnectionDraft {
    return draftOf(accountId, apiKey, this.options.digester.digest("lever-api-key", apiKey));
  }

  async create(draft: ConnectionDraft, name: string, checked: CheckedKey): Promise<ConnectionRecord> {
    const now = this.options.clock.epochMs();
    const record: ConnectionRecord = {
      id: draft.id,
      accountId: draft.accountId,
      name,
      enabled: true,
      ...this.#sealed(draft, draft.id),
      epoch: FIRST_EPOCH,
      credentialState: "VALID",
      ...checked,
      lastVerifiedAt: now,
      createdAt: now,
      updatedAt: now,
    };
    await this.options.store.connections.insert(record);
    this.#remembered.forget(record);
    await this.options.onChecked(draft.id, record.id);
    return record;
  }

  async replaceKey(
    record: ConnectionRecord,
    draft: ConnectionDraft,
    { confidentialAccess, defaultPerformAsId }: CheckedKey,
  ): Promise<ConnectionRecord | null> {
    const { store, pool, clock, onChecked } = this.options;
    const replaced = await this.update(record, {
      ...this.#sealed(draft, record.id),
      epoch: record.epoch + 1,
      credentialState: "VALID",
      confidentialAccess,
      defaultPerformAsId,
      lastVerifiedAt: clock.epochMs(),
    });
    await store.permissions.clear(record.id);
    await onChecked(draft.id, record.id);
    await pool.forget({ accountId: record.accountId, connectionId: record.id });
    return replaced;
  }

  async update(record: ConnectionRecord, patch: ConnectionPatch): Promise<ConnectionRecord | null> {
    const { store, clock } = this.options;
    const updated = await store.connections.update(record.accountId, record.id, patch, clock.epochMs());
    this.#remembered.forget(record);
    return updated;
  }

  async checked(record: ConnectionRecord, found: ConnectionPatch): Promise<ConnectionRecord | null> {
    await this.options.onChecked(record.id, record.id);
    return this.update(record, { ...found, lastVerifiedAt: this.options.clock.epochMs() });
  }

  async disable(record: ConnectionRecord): Promise<ConnectionRecord | null> {
    const disabled = await this.update(record, { enabled: false });
    this.options.pool.disable(record.id);
    return disabled;
  }

  async enable(record: ConnectionRecord): Promise<ConnectionRecord | null> {
    const enabled = await this.update(record, { enabled: true });
    this.options.pool.enable(record.id);
    return enabled;
  }

  async remove(record: ConnectionRecord): Promise<boolean> {
    const { store, pool } = this.options;
    pool.disable(record.id);
    const removed = await store.connections.remove(record.accountId, record.id);
    this.#remembered.forget(record);
    await pool.forget({ accountId: record.accountId, connectionId: record.id });
    return removed;
  }

  /** The key of a draft as it is stored for the connection of that id. */
  #sealed(draft: ConnectionDraft, id: string): SealedKey {
    return {
      sealedApiKey: this.options.vault.seal(draft.apiKey, bindingOf("apiKey", draft.accountId, id)),
      apiKeyHint: draft.apiKey.slice(-4),
      fingerprint: draft.fingerprint,
    };
  }
}

type SealedKey = Pick<ConnectionRecord, "sealedApiKey" | "apiKeyHint" | "fingerprint">;

function draftOf(accountId: string, apiKey: string, fingerprint: string): ConnectionDraft {
  const id = randomBytes(12).toString("base64url").replaceAll("-", "a").replaceAll("_", "b");
  const credential = { kind: "apiKey", secret: apiKey } as const;
  // The epoch a new connection starts with: what the check has read is there for the first real questions.
  const target = { accountId, connectionId: id, credential, fingerprint, epoch: FIRST_EPOCH, confidentialAccess: null };
  return { id, accountId, apiKey, fingerprint, target };
}
