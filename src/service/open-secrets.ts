import { randomBytes } from "node:crypto";
import type { InstallationSecretStore } from "../store/store.js";
import { bindingOf } from "../vault/bindings.js";
import { createDigester } from "../vault/digester.js";
import { type Digester, SecretUnreadable, type Vault } from "../vault/vault.js";

const SECRET_BYTES = 32;
const NAME = "digester";

/**
 * The installation's digester: its key is made once, kept sealed in the store, and so survives a change of the key
 * ring. Replicas that start at once agree on one. Where the key ring can't open it, `onUnreadable` hears of it and only
 * what needs a digest fails (SecretUnreadable): connections that the ring does open are served.
 * @throws StoreUnavailable
 */
export async function openDigester(
  secrets: InstallationSecretStore,
  vault: Vault,
  onUnreadable: (error: SecretUnreadable) => void,
): Promise<Digester> {
  const binding = bindingOf("installationSecret", NAME);
  const offered = vault.seal(randomBytes(SECRET_BYTES).toString("base64"), binding);
  const sealed = await secrets.readOrCreate(NAME, offered);
  try {
    return createDigester(Buffer.from(vault.open(sealed, binding), "base64"));
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    onUnreadable(error);
    return unreadable(error);
  }
}

function unreadable(error: SecretUnreadable): Digester {
  return {
    digest: () => {
      throw error;
    },
  };
}
