import KeyvRedis from "@keyv/redis";
import { Keyv } from "keyv";
import type { Vault } from "../vault/vault.js";
import { CONNECT_TIMEOUT_MS, redisOptions } from "./redis-options.js";

const BINDING = ["shared-cache"];

/** A cache that is to be closed. */
export interface OpenCache extends AsyncDisposable {
  readonly cache: Keyv;
  /** Removes what is kept under keys that begin so. */
  readonly removeCached: (prefix: string) => Promise<void>;
}

/** Keys that Redis looks at in one go: it answers nobody else meanwhile. */
const KEYS_AT_ONCE = 500;

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
  return {
    cache,
    removeCached: (prefix) => removeCached(store, prefix),
    [Symbol.asyncDispose]: () => store.disconnect(true),
  };
}

/** What of a client is used here: its own type is a union of all kinds that there are. */
interface Searchable {
  scanIterator(options: { readonly MATCH: string; readonly COUNT: number }): AsyncIterable<string[]>;
  unlink(keys: string[]): Promise<unknown>;
}

async function removeCached(store: KeyvRedis<unknown>, prefix: string): Promise<void> {
  const client = (await store.getClient()) as unknown as Searchable;
  // The adapter puts its namespace before every key. To Redis some characters mean more than themselves.
  const start = store.createKeyPrefix(prefix, store.namespace);
  const MATCH = `${start.replaceAll(/[\\*?[\]]/g, "\\$&")}*`;
  for await (const keys of client.scanIterator({ MATCH, COUNT: KEYS_AT_ONCE })) {
    if (keys.length > 0) await client.unlink(keys);
  }
}
