import type { Limits } from "./limits.js";

/** Sums of fractions are never quite whole. */
const TOLERANCE = 1e-6;

/**
 * A bucket that never holds more than Lever's own can hold, whatever the network does in between.
 *
 * Lever takes a token when a request arrives, which is at some time between sending it and its answer. Lever's bucket
 * does not fill while it is full, so a request counted as having arrived too early would count tokens that Lever hasn't
 * got yet. So here the token is taken at the latest time possible: with the answer. Until then it is only reserved.
 * Lever docs, "Rate limits": a token bucket.
 */
export class TokenBucket {
  #level: number;
  #reserved = 0;
  #limits: Limits;
  #asOfMs: number;

  /** Full, or with so much in it as of that time. */
  constructor(limits: Limits, asOfMs: number, level = limits.burst) {
    this.#limits = limits;
    this.#level = level;
    this.#asOfMs = asOfMs;
  }

  /** Requests under way. */
  get reserved(): number {
    return this.#reserved;
  }

  /** What may be sent now; below zero after the burst has shrunk. Changes nothing. */
  available(nowMs: number): number {
    return this.#levelAt(nowMs) - this.#reserved;
  }

  /** Whether `count` requests could be sent now. */
  holds(count: number, nowMs: number): boolean {
    return this.available(nowMs) >= count - TOLERANCE;
  }

  /** Milliseconds until it holds `count`; Infinity where it won't before a request under way is over. */
  delayUntil(count: number, nowMs: number): number {
    const target = count + this.#reserved;
    if (this.holds(count, nowMs)) return 0;
    if (target > this.#limits.burst) return Infinity;
    return ((target - this.#levelAt(nowMs)) / this.#limits.requestsPerSecond) * 1_000;
  }

  /** Reserves a token. */
  reserve(): void {
    this.#reserved++;
  }

  /** A request under way is over: now its token is surely gone. */
  spend(nowMs: number): void {
    this.#fill(nowMs);
    this.#reserved--;
    this.#level--;
  }

  /** Lever's bucket turned out to be empty. */
  empty(nowMs: number): void {
    this.#fill(nowMs);
    this.#level = Math.min(this.#level, this.#reserved);
  }

  /** Goes on with other limits from now. */
  limit(limits: Limits, nowMs: number): void {
    this.#fill(nowMs);
    this.#limits = limits;
    this.#level = Math.min(this.#level, limits.burst);
  }

  /** Nothing comes in before that time. */
  pauseUntil(untilMs: number): void {
    this.#asOfMs = Math.max(this.#asOfMs, untilMs);
  }

  #fill(nowMs: number): void {
    this.#level = this.#levelAt(nowMs);
    this.#asOfMs = Math.max(this.#asOfMs, nowMs);
  }

  #levelAt(nowMs: number): number {
    const spanMs = Math.max(0, nowMs - this.#asOfMs);
    return Math.min(this.#limits.burst, this.#level + (spanMs / 1_000) * this.#limits.requestsPerSecond);
  }
}
