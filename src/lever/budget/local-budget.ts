import type { Clock } from "../../time/clock.js";
import { after } from "../after.js";
import type { BudgetState } from "../client.js";
import type { UrgencyOf } from "../urgency.js";
import { AdaptiveLimits } from "./adaptive-limits.js";
import { type Budget, BudgetExhausted, type Claim, type Grant, type Outcome } from "./budget.js";
import type { Limits } from "./limits.js";
import { TokenBucket } from "./token-bucket.js";
import { type Waiter, WaitingLine } from "./waiting-line.js";

interface Entry extends Waiter {
  readonly grant: (grant: Grant) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The budget of one key, as far as this process spends it. */
export class LocalBudget implements Budget {
  readonly #limits: AdaptiveLimits;
  readonly #bucket: TokenBucket;
  readonly #line = new WaitingLine<Entry>();
  #cancelWake = () => {};

  constructor(
    full: Limits,
    private readonly clock: Clock,
  ) {
    this.#limits = new AdaptiveLimits(full, clock);
    this.#bucket = new TokenBucket(full, clock.monotonicMs());
  }

  /** Nothing waits, nothing is under way, nothing is remembered: as good as new. */
  get isIdle(): boolean {
    const { burst } = this.#limits.current;
    const isFull = this.#limits.isFull && this.#bucket.available(this.clock.monotonicMs()) >= burst;
    return isFull && this.#line.length === 0 && this.#bucket.reserved === 0;
  }

  async acquire({ urgency, signal }: Claim): Promise<Grant> {
    signal.throwIfAborted();
    const waitMs = this.expectedWaitMs(urgency);
    const sinceMs = this.clock.monotonicMs();
    if (sinceMs + waitMs > urgency.deadlineAtMs) throw new BudgetExhausted(waitMs);
    return new Promise<Grant>((resolve, reject) => {
      const leave = () => {
        entry.refuse(signal.reason);
        this.#serve();
      };
      const stopFollowing = urgency.onRaise(() => {
        this.#line.move(entry);
        this.#serve();
      });
      const settled = () => {
        signal.removeEventListener("abort", leave);
        stopFollowing();
        this.#line.remove(entry);
      };
      const entry: Entry = {
        urgency,
        sinceMs,
        grant: (grant) => {
          settled();
          resolve(grant);
        },
        refuse: (reason) => {
          settled();
          reject(reason);
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#line.add(entry);
      this.#serve();
    });
  }

  expectedWaitMs(urgency: UrgencyOf): number {
    return this.#waitMs(this.#line.ahead(urgency), urgency);
  }

  state(): BudgetState {
    const { requestsPerSecond, burst } = this.#limits.current;
    const available = Math.max(0, Math.floor(this.#bucket.available(this.clock.monotonicMs())));
    return { requestsPerSecond, burst, available, queued: this.#line.length };
  }

  #waitMs(ahead: number, urgency: UrgencyOf): number {
    const nowMs = this.clock.monotonicMs();
    const { requestsPerSecond } = this.#limits.current;
    const needed = ahead + (urgency.lane === "background" ? this.#roomForBackground : 1);
    const missing = Math.max(0, needed - this.#bucket.available(nowMs));
    return Math.max(0, this.#limits.resumesAtMs - nowMs) + (missing / requestsPerSecond) * 1_000;
  }

  /** Background work leaves half of the burst to whoever may come. */
  get #roomForBackground(): number {
    return Math.max(1, this.#limits.current.burst / 2);
  }

  /** Lets go whoever may, and sees to it that the next one's time is not missed. */
  #serve(): void {
    const nowMs = this.clock.monotonicMs();
    this.#bucket.limit(this.#limits.current, nowMs);
    while (nowMs >= this.#limits.resumesAtMs && this.#bucket.holds(1, nowMs)) {
      const next = this.#line.take(nowMs, this.#bucket.holds(this.#roomForBackground, nowMs));
      if (!next) break;
      this.#bucket.reserve();
      next.grant(this.#grant(nowMs, nowMs - next.sinceMs));
    }
    this.#cancelWake();
    const delayMs = this.#line.length === 0 ? Infinity : this.#nextTurnMs(nowMs);
    this.#cancelWake = after(this.clock, Math.ceil(delayMs), () => this.#serve());
  }

  #nextTurnMs(nowMs: number): number {
    const pausedMs = this.#limits.resumesAtMs - nowMs;
    if (pausedMs > 0) return pausedMs;
    const oneMs = this.#bucket.delayUntil(1, nowMs);
    if (this.#line.hasForeground) return oneMs;
    const turnMs = Math.max(oneMs, this.#line.backgroundTurnAtMs - nowMs);
    return Math.min(turnMs, this.#bucket.delayUntil(this.#roomForBackground, nowMs));
  }

  #grant(sentAtMs: number, waitedMs: number): Grant {
    let isSettled = false;
    return {
      waitedMs,
      settle: (outcome) => {
        if (isSettled) return;
        isSettled = true;
        this.#settle(sentAtMs, outcome);
      },
    };
  }

  #settle(sentAtMs: number, outcome: Outcome): void {
    const nowMs = this.clock.monotonicMs();
    this.#bucket.spend(nowMs);
    if (outcome.kind === "limited") {
      this.#limits.limited(sentAtMs, outcome.retryAfterMs);
      this.#bucket.limit(this.#limits.current, nowMs);
      this.#bucket.empty(nowMs);
      this.#bucket.pauseUntil(this.#limits.resumesAtMs);
      this.#refuseHopeless(nowMs);
    } else {
      this.#limits.succeeded(sentAtMs);
    }
    this.#serve();
  }

  /** The rate has shrunk: whoever can't be served in time any more hears it now, not when the time is up. */
  #refuseHopeless(nowMs: number): void {
    for (const entry of this.#line.entries()) {
      const waitMs = this.#waitMs(this.#line.ahead(entry.urgency, entry), entry.urgency);
      if (nowMs + waitMs > entry.urgency.deadlineAtMs) entry.refuse(new BudgetExhausted(waitMs));
    }
  }
}
