import { readConfig } from "../../src/config/read-config.js";
import { createLogger } from "../../src/observability/logger.js";
import { startService } from "../../src/service/start-service.js";
import type { Clock } from "../../src/time/clock.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";
import { GraphClient } from "./graph-client.js";

/** The product, running in this process. */
export interface LocalService extends AsyncDisposable {
  readonly graph: GraphClient;
}

/** How it is started. */
export interface LocalServiceOptions {
  /** Of the sandbox, with /v1. */
  readonly leverUrl: string;
  /** Holds its embedded database, empty or of an earlier run. */
  readonly dataDir: string;
  readonly clock: Clock;
}

/** Budget out of the way: requests are counted, and nobody waits for a token. */
const NO_LIMIT = { LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "10000" };

/** What begins by itself would be counted with what was asked for. */
const NOTHING_BY_ITSELF = { PERMISSION_CHECK: "false", SYNC_INTERVAL_SECONDS: "0" };

/** Starts the product over a sandbox. */
export async function startLocalService({ leverUrl, dataDir, clock }: LocalServiceOptions): Promise<LocalService> {
  const environment = { PORT: "0", LEVER_API_URL: leverUrl, DATA_DIR: dataDir, LOG_LEVEL: "silent" };
  const config = readConfig({ ...environment, ...NO_LIMIT, ...NOTHING_BY_ITSELF }, { encryptionKeys: parseKeyRing });
  const logger = createLogger({ level: config.logLevel, name: "bench" });
  const service = await startService(config, logger, clock);
  return { graph: new GraphClient(service.url), [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}
