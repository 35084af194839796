import { CONFIG_EXIT_CODE, ConfigInvalid } from "./config/config-invalid.js";
import { processEnvironment } from "./config/process-environment.js";
import { readConfig } from "./config/read-config.js";
import { createLogger } from "./observability/logger.js";
import { rotateKeys, ROTATION_EXIT } from "./service/rotate-keys.js";
import { parseKeyRing } from "./vault/key-ring.js";

try {
  const config = readConfig(processEnvironment(), { encryptionKeys: parseKeyRing });
  const logger = createLogger({ level: config.logLevel, name: "rotate-keys" });
  process.exitCode = await rotateKeys(config, logger, (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigInvalid ? CONFIG_EXIT_CODE : ROTATION_EXIT.failed;
}
