import { CONFIG_EXIT_CODE, ConfigInvalid } from "./config/config-invalid.js";
import { processEnvironment } from "./config/process-environment.js";
import { readConfig } from "./config/read-config.js";
import { createLogger } from "./observability/logger.js";
import { startService, type Service } from "./service/start-service.js";
import { parseKeyRing } from "./vault/key-ring.js";

/** Nobody is waited for longer after SIGTERM, milliseconds. */
const DRAIN_LIMIT_MS = 20_000;

try {
  const config = readConfig(processEnvironment(), { encryptionKeys: parseKeyRing });
  const logger = createLogger({ level: config.logLevel, name: "findem-lever-subgraph" });
  const service = await startService(config, logger);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void stop(service, config.shutdownDelayMs));
  process.stdout.write(`${JSON.stringify({ ready: true, url: service.url })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigInvalid ? CONFIG_EXIT_CODE : 1;
}

/** Goes on for `delayMs` without being ready; then what is under way ends, and what does not end in time is ended. */
async function stop(service: Service, delayMs: number): Promise<void> {
  service.retire();
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const limit = setTimeout(() => process.exit(1), DRAIN_LIMIT_MS);
  await service[Symbol.asyncDispose]();
  clearTimeout(limit);
  process.exit(0);
}
