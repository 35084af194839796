import type { Config } from "../config/config.js";
import type { ConnectionRegistry } from "../connections/registry.js";
import type { LeverPool } from "../lever/pool.js";
import type { Store } from "../store/store.js";
import { LinkIndex } from "../sync/link-index.js";
import { SyncWorker } from "../sync/sync-worker.js";
import type { Clock } from "../time/clock.js";
import type { Digester } from "../vault/vault.js";

/** What syncs are made of. */
export interface StartSyncOptions {
  readonly config: Pick<Config, "lever">;
  readonly store: Store;
  readonly digester: Digester;
  readonly registry: ConnectionRegistry;
  readonly pool: LeverPool;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** The link index, and the worker that keeps it up to date, at work. */
export function startSync({ config, store, digester, registry, pool, clock, onError }: StartSyncOptions): {
  readonly links: LinkIndex;
  readonly sync: SyncWorker;
} {
  const links = new LinkIndex({ links: store.links, sync: store.sync, digester });
  const intervalMs = config.lever.syncIntervalSeconds * 1_000;
  const sync = new SyncWorker({ store, index: links, registry, pool, clock, intervalMs, onError });
  sync.start();
  return { links, sync };
}
