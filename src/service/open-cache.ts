import { Keyv } from "keyv";
import type { Vault } from "../vault/vault.js";
import type { OpenCache } from "./redis-cache.js";

/** Where replicas share Lever's answers: nowhere without Redis, whose client is only loaded where it is used. */
export async function openCache(redisUrl: string | null, vault: Vault): Promise<OpenCache> {
  if (redisUrl === null) {
    const nothing = (): Promise<void> => Promise.resolve();
    return { cache: new Keyv(), removeCached: nothing, [Symbol.asyncDispose]: nothing };
  }
  const { openRedisCache } = await import("./redis-cache.js");
  return openRedisCache(redisUrl, vault);
}
