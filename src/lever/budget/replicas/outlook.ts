import type { Clock } from "../../../time/clock.js";
import { ADAPTION } from "../adaptive-limits.js";
import type { Limits } from "../limits.js";
import type { Exchanged } from "./exchange.js";

/** So old, what was heard of others' waiting says nothing any more, milliseconds. */
const FRESH_MS = 2_500;

/** Those who wait are looked through for hopeless ones no more often than that, milliseconds. */
const WORSE_EVERY_MS = 1_000;

/** What a replica last heard of a bucket, and what must have become of it since. */
export class Outlook {
  #heard: Exchanged;
  #atMs = -Infinity;
  #worseAtMs = -Infinity;

  constructor(
    private readonly full: Limits,
    private readonly clock: Pick<Clock, "monotonicMs">,
  ) {
    this.#heard = unheard(full);
  }

  /** What is known of refusals. */
  get lesson(): number {
    return this.#heard.lesson;
  }

  /** What replicas share just now: without the part of those who spend by themselves. */
  get limits(): Limits {
    const part = this.#heard.part * this.foundPart;
    const { requestsPerSecond, burst } = this.full;
    return { requestsPerSecond: requestsPerSecond * part, burst: Math.max(1, Math.floor(burst * part)) };
  }

  /** The rate that Lever was found to take, as a part of the full one, in (0, 1]. */
  get foundPart(): number {
    const recovered = Math.max(0, this.clock.monotonicMs() - this.#flowsFromMs) / ADAPTION.fullRecoveryMs;
    return Math.min(1, this.#heard.limits.requestsPerSecond / this.full.requestsPerSecond + recovered);
  }

  /** No token is given before that time. Monotonic clock. */
  get resumesAtMs(): number {
    return this.#heard.resumesInMs > 0 ? this.#flowsFromMs : -Infinity;
  }

  /** What is left if nobody else has taken any since. */
  available(nowMs: number): number {
    const { requestsPerSecond, burst } = this.limits;
    const filled = (Math.max(0, nowMs - this.#flowsFromMs) / 1_000) * requestsPerSecond;
    return Math.min(burst, this.#heard.available + filled);
  }

  /** How many of the other replicas would go before somebody who has `ahead` before them here: replicas take turns. */
  elsewhere(ahead: number, nowMs: number): number {
    if (nowMs - this.#atMs > FRESH_MS) return 0;
    return this.#heard.elsewhere.reduce((sum, count) => sum + Math.min(count, ahead + 1), 0);
  }

  /** Takes in what was heard. @returns whether those who wait have to wait for longer than they were told */
  learn(heard: Exchanged): boolean {
    const nowMs = this.clock.monotonicMs();
    const isNews = heard.lesson > this.lesson;
    const isShort = heard.available < this.available(nowMs) - 1 || sum(heard.elsewhere) > sum(this.#heard.elsewhere);
    this.#heard = heard;
    this.#atMs = nowMs;
    const isWorse = isNews || (isShort && nowMs - this.#worseAtMs >= WORSE_EVERY_MS);
    if (isWorse) this.#worseAtMs = nowMs;
    return isWorse;
  }

  get #flowsFromMs(): number {
    return this.#atMs + this.#heard.resumesInMs;
  }
}

/** Until something is heard of a bucket it is taken for full. */
function unheard(limits: Limits): Exchanged {
  return {
    ...{ foreground: 0, background: 0, available: limits.burst, limits },
    ...{ resumesInMs: 0, lesson: 0, waitMs: 0, elsewhere: [], part: 1, replicas: 1, share: 0 },
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
