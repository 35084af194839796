import { LRUCache } from "lru-cache";
import type { LeverObserver } from "../lever/client.js";
import type { CredentialState, PermissionRecord, Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";

/** Connections that are being made at the same time, at most: their key is checked before they are stored. */
const MAX_DRAFTS = 1_000;

/** What was found out about a key before its connection was stored. */
interface Seen {
  readonly permissions: Map<string, PermissionRecord>;
}

/** Writes down what the Lever client finds out about keys while it works. */
export interface ConnectionObserver extends LeverObserver {
  /** What the check of a draft found out of its key is written down for the connection that the key is now of. */
  adopt(draftId: string, connectionId: string): Promise<void>;
  /** Resolves once everything told so far is written down. */
  settled(): Promise<void>;
}

/** What an observer is made of. */
export interface ConnectionObserverOptions {
  readonly store: Pick<Store, "connections" | "permissions">;
  readonly clock: Pick<Clock, "epochMs">;
  /** Told when something could not be written down; the next request that finds it out tells again. */
  readonly onError: (error: unknown) => void;
}

/** Makes an observer over the durable store. */
export function createConnectionObserver({ store, clock, onError }: ConnectionObserverOptions): ConnectionObserver {
  const drafts = new LRUCache<string, Seen>({ max: MAX_DRAFTS });
  const pending = new Set<Promise<void>>();

  const inBackground = (work: Promise<void>): void => {
    const ended = work.catch(onError).finally(() => pending.delete(ended));
    pending.add(ended);
  };
  const credential = (connectionId: string, epoch: number, credentialState: CredentialState): Promise<void> =>
    store.connections.observe(connectionId, { credentialState, epoch }, clock.epochMs());
  const record = async (connectionId: string, epoch: number, row: PermissionRecord): Promise<void> => {
    if (await store.permissions.record(connectionId, [row], epoch)) {
      // Lever told us what the key may do, so it takes the key.
      await credential(connectionId, epoch, "VALID");
      return;
    }
    const draft = drafts.get(connectionId) ?? { permissions: new Map() };
    draft.permissions.set(row.permission, row);
    drafts.set(connectionId, draft);
  };

  return {
    onUnauthorized: (connectionId, epoch) => inBackground(credential(connectionId, epoch, "INVALID")),
    onPermission: (connectionId, permission, granted, epoch) =>
      inBackground(record(connectionId, epoch, { permission, granted, checkedAt: clock.epochMs() })),
    onConfidentialRefused: (connectionId, epoch) =>
      inBackground(store.connections.observe(connectionId, { confidentialAccess: false, epoch }, clock.epochMs())),
    adopt: async (draftId, connectionId) => {
      await settled(pending);
      const draft = drafts.get(draftId);
      drafts.delete(draftId);
      if (draft) await store.permissions.record(connectionId, [...draft.permissions.values()]);
    },
    settled: () => settled(pending),
  };
}

async function settled(pending: ReadonlySet<Promise<void>>): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
}
