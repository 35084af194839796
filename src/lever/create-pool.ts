import type { Keyv } from "keyv";
import type { Clock } from "../time/clock.js";
import type { LeverObserver } from "./client.js";
import type { LeverTimeouts } from "./http/http-transport.js";
import { Pool } from "./lever-pool.js";
import type { LeverPool } from "./pool.js";

/** What a pool is made of. */
export interface LeverPoolOptions {
  /** Lever's base URL, "https://api.lever.co/v1". Lever docs, "Making requests". */
  readonly baseUrl: string;
  /** A key's steady rate. Lever docs, "Rate limits": 10. */
  readonly requestsPerSecond: number;
  /** How many requests may go out at once. Lever docs, "Rate limits": 20. */
  readonly burst: number;
  readonly clock: Clock;
  /** A store in memory, or one that is shared by all replicas. */
  readonly cache: Keyv;
  readonly observer: LeverObserver;
  readonly timeouts?: LeverTimeouts;
  /** The largest answer, counted after decompression, bytes. 10 MiB without it. */
  readonly maxAnswerBytes?: number;
  readonly userAgent: string;
}

/** Opens the way to Lever for this process. Dispose it: it holds sockets. */
export function createLeverPool(options: LeverPoolOptions): LeverPool {
  return new Pool(options);
}
