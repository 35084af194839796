import type { Limits } from "../limits.js";

/** Of a process that holds no share: so little that there may be many of them. */
const LEAST_PER_SECOND = 1;

/** What a replica with that share may spend by itself; 0: it has not heard of any. */
export function shareOf({ requestsPerSecond, burst }: Limits, share: number): Limits {
  if (share === 0) return { requestsPerSecond: Math.min(LEAST_PER_SECOND, requestsPerSecond), burst: 1 };
  return { requestsPerSecond: requestsPerSecond * share, burst: Math.max(1, Math.floor(burst * share)) };
}
