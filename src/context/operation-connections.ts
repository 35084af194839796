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
  const { accountId } = parts.operation.caller;
  const records = new Map<string, Promise<ConnectionRecord | null>>();
  const scopes = new Map<string, Promise<ConnectionScope | null>>();
  const opened = new Map<string, ConnectionScope>();

  const record = (id: string): Promise<ConnectionRecord | null> => {
    const known = records.get(id) ?? parts.registry.byId(accountId, id);
    records.set(id, known);
    return known;
  };
  const open = async (id: string, scopeParts = parts): Promise<ConnectionScope | null> => {
    const found = await record(id);
    if (!found) return null;
    if (!found.enabled) throw connectionDisabled(id);
    parts.report.onBudget(found.fingerprint);
    return scopeOf(found, scopeParts);
  };
  const openOnce = (id: string): Promise<ConnectionScope | null> => {
    const opening = open(id).then((scope) => {
      if (scope && scopes.get(id) === opening) opened.set(id, scope);
      return scope;
    });
    scopes.set(id, opening);
    return opening;
  };

  return {
    record,
    records: async () => {
      const all = await parts.registry.byAccount(accountId);
      for (const found of all) records.set(found.id, Promise.resolve(found));
      return all;
    },
    open: (id) => scopes.get(id) ?? openOnce(id),
    opened: (id) => opened.get(id),
    openFresh: (id) => open(id, { ...parts, operation: { ...parts.operation, noCache: true } }),
    replace: (replaced, id) => {
      records.set(id, Promise.resolve(replaced));
      scopes.delete(id);
      opened.delete(id);
    },
  };
}

function scopeOf(record: ConnectionRecord, parts: ConnectionScopeParts): ConnectionScope {
  try {
    return openConnectionScope(record, parts);
  } catch (error) {
    throw error instanceof SecretUnreadable ? secretUnreadable(record.id) : error;
  }
}
