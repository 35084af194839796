import { createAuthenticator } from "../caller/authenticator.js";
import type { Config } from "../config/config.js";
import { createConnectionObserver } from "../connections/connection-observer.js";
import { createConnectionRegistry } from "../connections/registry.js";
import { createBulkSeal } from "../context/bulk-seal.js";
import type { GraphServices } from "../context/graph-context.js";
import { createFileLinks } from "../file-links/file-links.js";
import { createSubgraph } from "../federation/subgraph-schema.js";
import { locatedFile, openLocatedFile } from "../graph/file/located-file.loader.js";
import { slices } from "../graph/slices.js";
import { createApollo } from "../http/graphql/create-apollo.js";
import { type HttpServer, startHttpServer } from "../http/http-server.js";
import { createLeverPool } from "../lever/create-pool.js";
import type { Logger } from "../observability/logger.js";
import { createMetrics, type Metrics } from "../observability/metrics.js";
import { createCursorCodec } from "../paging/cursor.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { systemClock } from "../time/system-clock.js";
import { Uploads } from "../uploads/uploads.js";
import { KnownRefusals } from "../writes/known-refusals.js";
import { Once } from "../writes/once.js";
import { openCache } from "./open-cache.js";
import { openDigester } from "./open-secrets.js";
import { openVault } from "./open-vault.js";
import { startPermissionDoctor } from "./start-permission-doctor.js";
import { BulkRuns, startBulkWorker } from "./start-bulk-worker.js";
import { PublicAddress } from "./public-address.js";
import { Teardown } from "./teardown.js";
import { startSync } from "./start-sync.js";
import { startUploadPruning } from "./start-upload-pruning.js";
import { userAgent } from "./user-agent.js";

/** The whole product, running in this process. Disposing it drains: what is under way ends, what is new is refused. */
export interface Service extends AsyncDisposable {
  /** "http://127.0.0.1:4001" */
  readonly url: string;
}

/**
 * Starts everything that the configuration asks for.
 * @throws StoreUnavailable, StoreSchemaTooNew, KeyRingInvalid, and the server's error when it can't listen
 */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  const teardown = new Teardown();
  try {
    warnOfShortSecrets(config, logger);
    const metrics = createMetrics();
    const address = new PublicAddress(config.publicUrl);
    const services = await openServices(config, logger, teardown, address);
    const { url } = teardown.use(await serve(config, { services, logger, metrics }));
    address.found(url);
    return { url, [Symbol.asyncDispose]: () => teardown[Symbol.asyncDispose]() };
  } catch (error) {
    await teardown[Symbol.asyncDispose]();
    throw error;
  }
}

/** What is opened first is closed last: the database outlives the answers that need it. */
async function openServices(
  config: Config,
  logger: Logger,
  teardown: Teardown,
  address: PublicAddress,
): Promise<GraphServices> {
  const clock = systemClock;
  const onError = (error: unknown): void => logger.warn({ error: nameOf(error) }, "something outside failed");
  const vault = await openVault(config, logger);
  const databaseUrl = config.databaseUrl?.reveal() ?? null;
  const store = teardown.use(await openStore({ databaseUrl, dataDir: config.dataDir, clock, onError }));
  // Nobody else uses the embedded database: whoever held something in it has died.
  if (databaseUrl === null) await releaseHolds(store);
  const digester = await openDigester(store.secrets, vault, (error) =>
    logger.error({ error: nameOf(error) }, "ENCRYPTION_KEYS lacks a key that this database was used with"),
  );
  const observer = createConnectionObserver({ store, clock, onError });
  teardown.defer(() => observer.settled());
  const cache = openCache(config.redisUrl?.reveal() ?? null, vault);
  teardown.defer(() => cache.disconnect());
  const pool = teardown.use(
    createLeverPool({ ...leverOptions(config), clock, cache, observer, onCacheError: onError, userAgent: userAgent() }),
  );
  const onChecked = (draftId: string, connectionId: string): Promise<void> => observer.adopt(draftId, connectionId);
  const registry = createConnectionRegistry({ store, vault, digester, pool, clock, onChecked });
  const { links, sync } = startSync({ config, store, digester, registry, pool, clock, onError });
  teardown.use(sync);
  const isChecking = config.lever.checksPermissions;
  const permissionChecks = teardown.use(startPermissionDoctor(isChecking, { store, registry, pool, clock, onError }));
  const fileLinks = createFileLinks({ signer: vault, publicUrl: () => address.url, clock });
  const uploads = new Uploads({ store: store.uploads, vault, clock, publicUrl: () => address.url });
  teardown.use(startUploadPruning({ store: store.uploads, clock, onError }));
  const settleMs = config.lever.reconcileSettleMs;
  const once = new Once({ ledger: store.writes, vault, digester, clock, settleMs });
  const policy = { mayGrantAdmin: config.lever.mayGrantAdmin };
  const refusals = new KnownRefusals(clock);
  const cursors = createCursorCodec(vault);
  const bulk = new BulkRuns(createBulkSeal(vault), (text) => digester.digest("bulk-input", text));
  const services = {
    clock,
    store,
    pool,
    registry,
    cursors,
    fileLinks,
    uploads,
    once,
    policy,
    refusals,
    bulk,
    links,
    sync,
    permissionChecks,
  };
  bulk.worker = teardown.use(startBulkWorker({ services, seal: bulk.seal, onError }));
  return services;
}

async function releaseHolds({ bulk, writes, sync, permissionChecks }: Store): Promise<void> {
  await Promise.all([bulk, writes, sync, permissionChecks].map((held) => held.releaseHolds()));
}

function leverOptions({ lever: { apiUrl, requestsPerSecond, burst, downloadHosts } }: Config) {
  return { baseUrl: apiUrl, requestsPerSecond, burst, downloads: { hosts: downloadHosts } };
}

/** Short enough for a password manager, too long to be guessed. */
const GOOD_SECRET_LENGTH = 16;

function warnOfShortSecrets({ authentication }: Config, logger: Logger): void {
  if (authentication.mode !== "gateway") return;
  if (authentication.secrets.every((secret) => secret.reveal().length >= GOOD_SECRET_LENGTH)) return;
  const message = `GATEWAY_SECRET is shorter than ${GOOD_SECRET_LENGTH} characters: it can be guessed`;
  logger.warn({ variable: "GATEWAY_SECRET" }, message);
}

interface Served {
  readonly services: GraphServices;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

function serve(config: Config, { services, logger, metrics }: Served): Promise<HttpServer> {
  const { limits, isProduction } = config;
  const apollo = createApollo({
    schema: createSubgraph(slices).schema,
    pool: services.pool,
    logger,
    isProduction,
    maxTokens: limits.maxQueryTokens,
    limits,
    metrics,
  });
  return startHttpServer({
    host: config.host,
    port: config.port,
    maxBodyBytes: limits.maxBodyBytes,
    bodyTimeoutMs: limits.bodyTimeoutMs,
    requestTimeoutMs: limits.requestTimeoutMs,
    hasPlayground: config.hasPlayground,
    metricsToken: config.metricsToken?.reveal() ?? null,
    authenticator: createAuthenticator({
      authentication: config.authentication,
      onKeySetFailure: (error) => logger.warn({ error: nameOf(error) }, "the key set of tokens can't be read"),
    }),
    callerHeader: config.authentication.mode === "jwt" ? "authorization" : "x-account-id",
    files: { find: locatedFile, open: openLocatedFile },
    allowedOrigins: config.allowedOrigins,
    costs: {
      onRequest: (call) => metrics.leverCalled(call),
      onWaited: (waitedMs) => metrics.leverWaited(waitedMs),
      onCacheHit: () => metrics.cacheHit(),
      onCoalesced: () => metrics.coalesced(),
    },
    ping: () => services.store.ping(),
    apollo,
    services,
    logger,
    metrics,
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
