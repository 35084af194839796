import type { Config } from "../config/config.js";
import { createConnectionObserver } from "../connections/connection-observer.js";
import { createConnectionRegistry } from "../connections/registry.js";
import type { BudgetSharing } from "../lever/budget/replicas/replica-link.js";
import type { CostMeter } from "../lever/cost-meter.js";
import { createLeverPool } from "../lever/create-pool.js";
import type { LeverPoolOptions } from "../lever/pool-options.js";
import type { Logger } from "../observability/logger.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { nameOf } from "./name-of.js";
import { openCache } from "./open-cache.js";
import { openDigester } from "./open-secrets.js";
import { openVault } from "./open-vault.js";
import type { Teardown } from "./teardown.js";
import { userAgent } from "./user-agent.js";

/** What is handed to everything. */
export interface GroundSurroundings {
  readonly clock: Clock;
  readonly meter: CostMeter;
  /** Told whenever replicas begin to share the request budget, or this one is left to itself. */
  readonly onSharing: (sharing: BudgetSharing) => void;
}

/**
 * What everything else stands on: opens the database, the vault, the way to Lever and the connections. What is opened
 * first is closed last.
 */
export async function openGround(
  config: Config,
  logger: Logger,
  teardown: Teardown,
  { clock, meter, onSharing }: GroundSurroundings,
) {
  const onError = (error: unknown): void => logger.warn({ error: nameOf(error) }, "something outside failed");
  const vault = await openVault(config, logger);
  const store = teardown.use(await openOwnStore(config, clock, onError));
  const digester = await openDigester(store.secrets, vault, (error) =>
    logger.error({ error: nameOf(error) }, "ENCRYPTION_KEYS lacks a key that this database was used with"),
  );
  const observer = createConnectionObserver({ store, clock, onError });
  teardown.defer(() => observer.settled());
  const { cache, removeCached } = teardown.use(await openCache(config.redisUrl?.reveal() ?? null, vault));
  const { apiUrl: baseUrl, requestsPerSecond, burst, downloadHosts } = config.lever;
  const lever = { baseUrl, requestsPerSecond, burst, downloads: { hosts: downloadHosts }, userAgent: userAgent() };
  const budget = await sharedBudget(config, clock, teardown, onSharing);
  const pool = teardown.use(
    createLeverPool({ ...lever, ...budget, clock, cache, removeCached, observer, meter, onCacheError: onError }),
  );
  const onChecked = (draftId: string, connectionId: string): Promise<void> => observer.adopt(draftId, connectionId);
  const registry = createConnectionRegistry({ store, vault, digester, pool, clock, onChecked });
  return { clock, vault, store, digester, pool, registry, onError };
}

/** Nothing without Redis: each process has a budget of its own then. */
async function sharedBudget(
  { redisBudgetUrl }: Config,
  clock: Clock,
  teardown: Teardown,
  onChange: GroundSurroundings["onSharing"],
): Promise<Pick<LeverPoolOptions, "sharedBudget">> {
  if (redisBudgetUrl === null) return {};
  // Loaded only where it is used: Redis' client is large.
  const { BudgetRedis } = await import("./budget-redis.js");
  const redis = teardown.use(new BudgetRedis(redisBudgetUrl.reveal(), clock));
  return { sharedBudget: { redis, onChange } };
}

async function openOwnStore(
  { databaseUrl, dataDir }: Config,
  clock: Clock,
  onError: (error: unknown) => void,
): Promise<Store> {
  const store = await openStore({ databaseUrl: databaseUrl?.reveal() ?? null, dataDir, clock, onError });
  // Nobody else uses the embedded database: whoever held something in it has died.
  if (databaseUrl === null) {
    const { bulk, writes, sync, permissionChecks } = store;
    await Promise.all([bulk, writes, sync, permissionChecks].map((held) => held.releaseHolds()));
  }
  return store;
}
