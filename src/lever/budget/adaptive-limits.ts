import type { Clock } from "../../time/clock.js";
import type { Limits } from "./limits.js";

/** Nobody is kept from asking at all. */
const MIN_REQUESTS_PER_SECOND = 1;

/** From the least rate back to the full one, milliseconds. */
const FULL_RECOVERY_MS = 60_000;

/** Lever docs, "Rate limits": exponential backoff after a 429, from a second. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** A `retry-after` beyond this is not believed: Lever documents none. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

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
      this.#requestsPerSecond + (recoveredMs / FULL_RECOVERY_MS) * requestsPerSecond,
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
      this.#requestsPerSecond = Math.min(this.full.requestsPerSecond, Math.max(MIN_REQUESTS_PER_SECOND, halved));
      this.#shrunkAtMs = nowMs;
      this.#refusalsInARow++;
      this.#resumesAtMs = nowMs + this.#backoffMs();
    }
    if (retryAfterMs) this.#resumesAtMs = nowMs + Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
  }

  #backoffMs(): number {
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#refusalsInARow - 1));
    return pauseMs * (1 + this.clock.random() / 4);
  }
}
