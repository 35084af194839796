import type { Config } from "../config/config.js";
import type { Logger } from "../observability/logger.js";
import { loadOrCreateKeyFile } from "../vault/key-file.js";
import { parseKeyRing } from "../vault/key-ring.js";
import { createVault } from "../vault/ring-vault.js";
import type { Vault } from "../vault/vault.js";

/**
 * The vault over the configured key ring; without one, never in production, over one that is made in the data folder.
 * @throws KeyRingInvalid, and the file system's error
 */
export async function openVault({ encryptionKeys, dataDir }: Config, logger: Logger): Promise<Vault> {
  if (encryptionKeys) return createVault(parseKeyRing(encryptionKeys.reveal()));
  const { path, text, created } = await loadOrCreateKeyFile(dataDir);
  const message = created
    ? "ENCRYPTION_KEYS is not set: a key was made in this file; keep it, or no API key can be opened again"
    : "ENCRYPTION_KEYS is not set: the key in this file is used";
  logger.warn({ path }, message);
  return createVault(parseKeyRing(text));
}
