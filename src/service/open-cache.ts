import KeyvRedis from "@keyv/redis";
import { Keyv } from "keyv";
import type { Vault } from "../vault/vault.js";

/** Redis is asked again after so long, milliseconds, growing up to the greatest. */
const RECONNECT_MS = { first: 100, greatest: 5_000 };
const CONNECT_TIMEOUT_MS = 3_000;

const BINDING = ["shared-cache"];

/**
 * Where replicas share Lever's answers: nowhere without Redis. What is kept there is sealed, since it is candidates'
 * data and Redis keeps it in the clear, on disk too if it is told to.
 */
export function openCache(redisUrl: string | null, vault: Vault): Keyv {
  if (redisUrl === null) return new Keyv();
  const store = new KeyvRedis(
    {
      url: redisUrl,
      // A command that Redis can't take now must fail now: what waits for a cache is slower than Lever.
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: reconnectDelayMs },
    },
    { throwOnErrors: true, throwOnConnectError: false, connectionTimeout: CONNECT_TIMEOUT_MS },
  );
  return new Keyv({
    store,
    useKeyPrefix: false,
    serialize: (data) => vault.seal(JSON.stringify(data), BINDING),
    deserialize: (text) => JSON.parse(vault.open(text, BINDING)) as never,
  });
}

function reconnectDelayMs(attempts: number): number {
  return Math.min(RECONNECT_MS.greatest, RECONNECT_MS.first * 2 ** Math.min(attempts, 10));
}
