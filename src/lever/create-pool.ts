import { Pool } from "./lever-pool.js";
import type { LeverPoolOptions } from "./pool-options.js";
import type { LeverPool } from "./pool.js";

/** Opens the way to Lever for this process. Dispose it: it holds sockets. */
export function createLeverPool(options: LeverPoolOptions): LeverPool {
  return new Pool(options);
}
