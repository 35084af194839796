import KeyvRedis from "@keyv/redis";
import { Keyv } from "keyv";
import type { Vault } from "../vault/vault.js";
import { CONNECT_TIMEOUT_MS, redisOptions } from "./redis-options.js";

const BINDING = ["shared-cache"];

/** A cache that is to be closed. */
export interface OpenCache extends AsyncDisposable {
  readonly cache: Keyv;
}

/**
 * Lever's answers in Redis. What is kept there is sealed, since it is candidates' data and Redis keeps it in the clear,
 * on disk too if it is told to.
 */
export function openRedisCache(redisUrl: string, vault: Vault): OpenCache {
  const store = new KeyvRedis(redisOptions(redisUrl), {
    throwOnErrors: true,
    throwOnConnectError: false,
    connectionTimeout: CONNECT_TIMEOUT_MS,
  });
  const cache = new Keyv({
    store,
    useKeyPrefix: false,
    serialize: (data) => vault.seal(JSON.stringify(data), BINDING),
    deserialize: (text) => JSON.parse(vault.open(text, BINDING)) as never,
  });
  // At once, and not with the first operation, which would find nobody there. Where it fails it is tried again.
  store.getClient().catch(() => undefined);
  // By force: a polite goodbye waits for answers, for ever where Redis is gone.
  return { cache, [Symbol.asyncDispose]: () => store.disconnect(true) };
}
