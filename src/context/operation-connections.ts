import { connectionDisabled, secretUnreadable } from "../user-errors/thrown.js";
import type { ConnectionRecord } from "../store/store.js";
import { SecretUnreadable } from "../vault/vault.js";
import { type ConnectionScope, type ConnectionScopeParts, openConnectionScope } from "./connection-scope.js";

/** The caller's connections in one operation: each read once, each opened once. */
export interface OperationConnections {
  /** Null where the account has no such connection. */
  record(id: string): Promise<ConnectionRecord | null>;
  /** Oldest first. */
  records(): Promise<readonly ConnectionRecord[]>;
  /**
   * Opens a connection to read through it; null where the account has no such connection.
   * @throws GraphQLError ATS_CONNECTION_DISABLED, SECRET_UNREADABLE
   */
  open(id: string): Promise<ConnectionScope | null>;
  /** A connection that was opened before, without the wait for it. */
  opened(id: string): ConnectionScope | undefined;
  /** As {@link open}, but a scope of its own that reads past every cache. */
  openFresh(id: string): Promise<ConnectionScope | null>;
  /** After a change: what follows in this operation sees the connection as it is now. */
  replace(record: ConnectionRecord | null, id: string): void;
}

/** Connections of the caller's account, for one operation. */
export function createOperationConnections(parts: ConnectionScopeParts): OperationConnections {
  return new CallersConnections(parts);
}

class CallersConnections implements OperationConnections {
  readonly #records = new Map<string, Promise<ConnectionRecord | null>>();
  readonly #scopes = new Map<string, Promise<ConnectionScope | null>>();
  readonly #opened = new Map<string, ConnectionScope>();

  constructor(private readonly parts: ConnectionScopeParts) {}

  record(id: string): Promise<ConnectionRecord | null> {
    const known = this.#records.get(id) ?? this.parts.registry.byId(this.#accountId, id);
    this.#records.set(id, known);
    return known;
  }

  async records(): Promise<readonly ConnectionRecord[]> {
    const all = await this.parts.registry.byAccount(this.#accountId);
    for (const found of all) this.#records.set(found.id, Promise.resolve(found));
    return all;
  }

  open(id: string): Promise<ConnectionScope | null> {
    return this.#scopes.get(id) ?? this.#openOnce(id);
  }

  opened(id: string): ConnectionScope | undefined {
    return this.#opened.get(id);
  }

  openFresh(id: string): Promise<ConnectionScope | null> {
    const { caller, deadlineAtMs, signal } = this.parts.operation;
    return this.#open(id, { ...this.parts, operation: { caller, deadlineAtMs, signal, noCache: true } });
  }

  replace(replaced: ConnectionRecord | null, id: string): void {
    this.#records.set(id, Promise.resolve(replaced));
    this.#scopes.delete(id);
    this.#opened.delete(id);
  }

  get #accountId(): string {
    return this.parts.operation.caller.accountId;
  }

  #openOnce(id: string): Promise<ConnectionScope | null> {
    const opening = this.#open(id, this.parts).then((scope) => {
      if (scope && this.#scopes.get(id) === opening) this.#opened.set(id, scope);
      return scope;
    });
    this.#scopes.set(id, opening);
    return opening;
  }

  async #open(id: string, parts: ConnectionScopeParts): Promise<ConnectionScope | null> {
    const found = await this.record(id);
    if (!found) return null;
    if (!found.enabled) throw connectionDisabled(id);
    parts.report.onBudget(found.fingerprint);
    return scopeOf(found, parts);
  }
}

function scopeOf(record: ConnectionRecord, parts: ConnectionScopeParts): ConnectionScope {
  try {
    return openConnectionScope(record, parts);
  } catch (error) {
    throw error instanceof SecretUnreadable ? secretUnreadable(record.id) : error;
  }
}
