import type { RedisClientOptions } from "@keyv/redis";

/** Redis is asked again after so long, milliseconds, growing up to the greatest. */
const RECONNECT_MS = { first: 100, greatest: 5_000 };

/** Longer is not waited for a connection, milliseconds. */
export const CONNECT_TIMEOUT_MS = 3_000;

/** How Redis is reached. A command that it can't take now fails now: whoever waits for it is worse off than without. */
export function redisOptions(url: string): RedisClientOptions {
  return {
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: reconnectDelayMs },
  };
}

function reconnectDelayMs(attempts: number): number {
  return Math.min(RECONNECT_MS.greatest, RECONNECT_MS.first * 2 ** Math.min(attempts, 10));
}
