import type { Limits } from "../limits.js";

/** Of a process that never heard how many there are: so little that there may be many of them. */
const LEAST_PER_SECOND = 1;

/** What one of so many replicas may spend by itself; null: it doesn't know how many there are. */
export function shareOf({ requestsPerSecond, burst }: Limits, replicas: number | null): Limits {
  if (replicas === null) return { requestsPerSecond: Math.min(LEAST_PER_SECOND, requestsPerSecond), burst: 1 };
  return { requestsPerSecond: requestsPerSecond / replicas, burst: Math.max(1, Math.floor(burst / replicas)) };
}
