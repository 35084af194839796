import type { Clock } from "../../time/clock.js";
import type { Limits } from "./limits.js";

/** How the rate follows 429s; the same in one process and over all replicas. */
export const ADAPTION = {
  /** Nobody is kept from asking at all. */
  minRequestsPerSecond: 1,
  /** From the least rate back to the full one, milliseconds. */
  fullRecoveryMs: 60_000,
  /** Lever docs, "Rate limits": exponential backoff after a 429, from a second. */
  firstPauseMs: 1_000,
  maxPauseMs: 30_000,
  /** A `retry-after` beyond this is not believed: Lever documents none. */
  maxRetryAfterMs: 5 * 60_000,
  /** Replicas do not come back all at once: a pause is longer by up to such a part. */
  jitter: 0.25,
} as const;

/**
 * The limits as they are found out: half the rate after a 429 (somebody else uses the key too, or Lever has shrunk it),
 * then back little by little. Lever docs, "Rate limits": they may change with Lever's load.
 */
export class AdaptiveLimits {
  #requestsPerSecond: number;
  /** From then on the rate recovers. */
  #resumesAtMs: number;
  #shrunkAtMs = -Infinity;
  #refusalsInARow = 0;

  constructor(
    private readonly full: Limits,
    private readonly clock: Pick<Clock, "monotonicMs" | "random">,
    /** The rate that it begins with, and from when on that recovers. */
    first: { readonly requestsPerSecond: number; readonly fromMs: number },
  ) {
    this.#requestsPerSecond = first.requestsPerSecond;
    this.#resumesAtMs = first.fromMs;
  }

  /** No request is sent before that time. */
  get resumesAtMs(): number {
    return this.#resumesAtMs;
  }

  /** What holds now: the burst shrinks with the rate. */
  get current(): Limits {
    const { requestsPerSecond, burst } = this.full;
    const recoveredMs = Math.max(0, this.clock.monotonicMs() - this.#resumesAtMs);
    const recovered = Math.min(
      requestsPerSecond,
      this.#requestsPerSecond + (recoveredMs / ADAPTION.fullRecoveryMs) * requestsPerSecond,
    );
    return { requestsPerSecond: recovered, burst: Math.max(1, Math.floor((burst * recovered) / requestsPerSecond)) };
  }

  get isFull(): boolean {
    return this.current.requestsPerSecond >= this.full.requestsPerSecond;
  }

  /** Lever answered something else than 429. */
  succeeded(sentAtMs: number): void {
    if (sentAtMs > this.#shrunkAtMs) this.#refusalsInARow = 0;
  }

  /** Lever said 429. Requests that were under way together are one lesson, not many. */
  limited(sentAtMs: number, retryAfterMs: number | undefined): void {
    const nowMs = this.clock.monotonicMs();
    // Nothing is sent in the pause, so what was sent later than the last time is news.
    if (sentAtMs > this.#shrunkAtMs) {
      const halved = this.current.requestsPerSecond / 2;
      this.#requestsPerSecond = Math.min(this.full.requestsPerSecond, Math.max(ADAPTION.minRequestsPerSecond, halved));
      this.#shrunkAtMs = nowMs;
      this.#refusalsInARow++;
      this.#resumesAtMs = nowMs + this.#backoffMs();
    }
    if (retryAfterMs) this.#resumesAtMs = nowMs + Math.min(retryAfterMs, ADAPTION.maxRetryAfterMs);
  }

  #backoffMs(): number {
    const pauseMs = Math.min(ADAPTION.maxPauseMs, ADAPTION.firstPauseMs * 2 ** (this.#refusalsInARow - 1));
    return pauseMs * (1 + this.clock.random() * ADAPTION.jitter);
  }
}
