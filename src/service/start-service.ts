import { createAuthenticator } from "../caller/authenticator.js";
import type { Config } from "../config/config.js";
import { createSubgraph } from "../federation/subgraph-schema.js";
import { locatedFile, openLocatedFile } from "../graph/file/located-file.loader.js";
import { slices } from "../graph/slices.js";
import { createApollo } from "../http/graphql/create-apollo.js";
import { type HttpServer, startHttpServer } from "../http/http-server.js";
import type { Logger } from "../observability/logger.js";
import { createMetrics, type Metrics } from "../observability/metrics.js";
import type { Clock } from "../time/clock.js";
import { systemClock } from "../time/system-clock.js";
import { meteredCosts } from "./metered-costs.js";
import { nameOf } from "./name-of.js";
import { type OpenedServices, openServices } from "./open-services.js";
import { PublicAddress } from "./public-address.js";
import { tellSharing } from "./tell-sharing.js";
import { Teardown } from "./teardown.js";

/** The whole product, running in this process. Disposing it drains: what is under way ends, what is new is refused. */
export interface Service extends AsyncDisposable {
  /** "http://127.0.0.1:4001" */
  readonly url: string;
  /** Is not ready from now on, and goes on all the same: load balancers look elsewhere. */
  retire(): void;
}

/**
 * Starts everything that the configuration asks for. `clock`: the machine's own, but in tests.
 * @throws StoreUnavailable, StoreSchemaTooNew, KeyRingInvalid, and the server's error when it can't listen
 */
export async function startService(config: Config, logger: Logger, clock: Clock = systemClock): Promise<Service> {
  const teardown = new Teardown();
  try {
    warnOfShortSecrets(config, logger);
    const metrics = createMetrics();
    const address = new PublicAddress(config.publicUrl);
    const told = { meter: meteredCosts(metrics), onSharing: tellSharing(logger, metrics) };
    const opened = await openServices(config, logger, teardown, { address, clock, ...told });
    const server = teardown.use(await serve(config, { ...opened, logger, metrics }));
    const { url } = server;
    address.found(url);
    return { url, retire: () => server.retire(), [Symbol.asyncDispose]: () => teardown[Symbol.asyncDispose]() };
  } catch (error) {
    await teardown[Symbol.asyncDispose]();
    throw error;
  }
}

/** Short enough for a password manager, too long to be guessed. */
const GOOD_SECRET_LENGTH = 16;

function warnOfShortSecrets({ authentication }: Config, logger: Logger): void {
  if (authentication.mode !== "gateway") return;
  if (authentication.secrets.every((secret) => secret.reveal().length >= GOOD_SECRET_LENGTH)) return;
  const message = `GATEWAY_SECRET is shorter than ${GOOD_SECRET_LENGTH} characters: it can be guessed`;
  logger.warn({ variable: "GATEWAY_SECRET" }, message);
}

interface Served extends OpenedServices {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

function serve(config: Config, { services, webhookIntake, logger, metrics }: Served): Promise<HttpServer> {
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
    ...limits,
    admission: limits,
    hasPlayground: config.hasPlayground,
    metricsToken: config.metricsToken?.reveal() ?? null,
    authenticator: createAuthenticator({
      authentication: config.authentication,
      onKeySetFailure: (error) => logger.warn({ error: nameOf(error) }, "the key set of tokens can't be read"),
    }),
    callerHeader: config.authentication.mode === "jwt" ? "authorization" : "x-account-id",
    files: { find: locatedFile, open: openLocatedFile },
    allowedOrigins: config.allowedOrigins,
    ping: () => services.store.ping(),
    apollo,
    services,
    webhookIntake,
    logger,
    metrics,
  });
}
