import type { Clock } from "../../time/clock.js";
import { AdaptiveLimits } from "./adaptive-limits.js";
import type { Outcome } from "./budget.js";
import type { Limits } from "./limits.js";
import { TokenBucket } from "./token-bucket.js";
import { type Demand, roomForBackground, type Token, type TokenSource } from "./token-source.js";

/** How a bucket begins that is not full. */
export interface Beginning {
  /** What is in it; as much as is {@link reserved}, where nothing may be sent yet. */
  readonly level: number;
  /** Requests that are under way. */
  readonly reserved: number;
  /** From when on it fills, and before which nothing is sent. Monotonic clock. */
  readonly fromMs: number;
  /** The rate that it begins with; lower than the full one where Lever has shrunk it. It recovers as always. */
  readonly requestsPerSecond: number;
}

/** The tokens of one key, as far as this process may spend them by itself. */
export class LocalTokens implements TokenSource {
  readonly #limits: AdaptiveLimits;
  readonly #bucket: TokenBucket;
  readonly #fromMs: number;

  constructor(
    full: Limits,
    private readonly clock: Pick<Clock, "monotonicMs" | "random">,
    { level, reserved, fromMs, requestsPerSecond }: Beginning = fullNow(full, clock),
  ) {
    this.#fromMs = fromMs;
    this.#limits = new AdaptiveLimits(full, clock, { requestsPerSecond, fromMs });
    this.#bucket = new TokenBucket(full, fromMs, level);
    for (let n = 0; n < reserved; n++) this.#bucket.reserve();
  }

  get limits(): Limits {
    return this.#limits.current;
  }

  get resumesAtMs(): number {
    return Math.max(this.#fromMs, this.#limits.resumesAtMs);
  }

  available(nowMs: number): number {
    return this.#bucket.available(nowMs);
  }

  elsewhere(): number {
    return 0;
  }

  holds(who: "anybody" | "background", nowMs: number): boolean {
    this.#bucket.limit(this.limits, nowMs);
    return nowMs >= this.resumesAtMs && this.#bucket.holds(who === "anybody" ? 1 : this.#room, nowMs);
  }

  take(nowMs: number): Token {
    this.reserve();
    return { settle: (outcome) => this.settle(nowMs, outcome) };
  }

  /** A request is under way. */
  reserve(): void {
    this.#bucket.reserve();
  }

  /** A request that was sent at that time is over. */
  settle(sentAtMs: number, outcome: Outcome): void {
    const nowMs = this.clock.monotonicMs();
    this.#bucket.spend(nowMs);
    if (outcome.kind === "answered") {
      this.#limits.succeeded(sentAtMs);
      return;
    }
    this.#limits.limited(sentAtMs, outcome.retryAfterMs);
    this.#bucket.limit(this.limits, nowMs);
    this.#bucket.empty(nowMs);
    this.#bucket.pauseUntil(this.resumesAtMs);
  }

  seek({ foreground, background, backgroundTurnAtMs }: Demand, nowMs: number): number {
    if (foreground + background === 0) return Infinity;
    this.#bucket.limit(this.limits, nowMs);
    const pausedMs = this.resumesAtMs - nowMs;
    if (pausedMs > 0) return pausedMs;
    const oneMs = this.#bucket.delayUntil(1, nowMs);
    if (foreground > 0) return oneMs;
    const turnMs = Math.max(oneMs, backgroundTurnAtMs - nowMs);
    return Math.min(turnMs, this.#bucket.delayUntil(this.#room, nowMs));
  }

  isIdle(nowMs: number): boolean {
    const isFull = this.#limits.isFull && this.#bucket.available(nowMs) >= this.limits.burst;
    return isFull && this.#bucket.reserved === 0;
  }

  /** Nothing changes by itself but with time, which {@link seek} foresees. */
  follow(): void {
    return;
  }

  get #room(): number {
    return roomForBackground(this.limits);
  }
}

function fullNow({ burst, requestsPerSecond }: Limits, clock: Pick<Clock, "monotonicMs">): Beginning {
  return { level: burst, reserved: 0, fromMs: clock.monotonicMs(), requestsPerSecond };
}
