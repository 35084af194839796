/** How fast requests may come. Lever docs, "Rate limits". */
export interface RateLimit {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** A token bucket for each API key; no two keys share one. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { level: number; asOfMs: number }>();

  constructor(readonly limit: RateLimit) {}

  /** Takes a token, if there is one. */
  take(apiKey: string): boolean {
    const { requestsPerSecond, burst } = this.limit;
    // Monotonic: it doesn't jump when the computer's clock is set.
    const nowMs = performance.now();
    const bucket = this.#buckets.get(apiKey) ?? { level: burst, asOfMs: nowMs };
    const level = Math.min(burst, bucket.level + ((nowMs - bucket.asOfMs) / 1_000) * requestsPerSecond);
    const isTaken = level >= 1;
    this.#buckets.set(apiKey, { level: isTaken ? level - 1 : level, asOfMs: nowMs });
    return isTaken;
  }
}
