import type { Clock } from "../../time/clock.js";
import { after } from "../after.js";
import type { BudgetState } from "../client.js";
import type { UrgencyOf } from "../urgency.js";
import { type Budget, BudgetExhausted, type Claim, type Grant, type Outcome } from "./budget.js";
import { roomForBackground, type Token, type TokenSource } from "./token-source.js";
import { type Waiter, WaitingLine } from "./waiting-line.js";

interface Entry extends Waiter {
  readonly grant: (grant: Grant) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The budget of one key: this process's waiting line, before tokens that it may share with others. */
export class QueuedBudget implements Budget {
  readonly #line = new WaitingLine<Entry>();
  #cancelWake = () => {};

  constructor(
    private readonly tokens: TokenSource,
    private readonly clock: Clock,
  ) {
    tokens.follow((isWorse) => {
      if (isWorse) this.#refuseHopeless(clock.monotonicMs());
      this.#serve();
    });
  }

  /** Nothing waits, nothing is under way, nothing is remembered: as good as new. */
  get isIdle(): boolean {
    return this.#line.length === 0 && this.tokens.isIdle(this.clock.monotonicMs());
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
    const { requestsPerSecond, burst } = this.tokens.limits;
    const available = Math.max(0, Math.floor(this.tokens.available(this.clock.monotonicMs())));
    return { requestsPerSecond, burst, available, queued: this.#line.length };
  }

  #waitMs(ahead: number, urgency: UrgencyOf): number {
    const nowMs = this.clock.monotonicMs();
    const { limits } = this.tokens;
    const own = urgency.lane === "background" ? roomForBackground(limits) : 1;
    const needed = ahead + this.tokens.elsewhere(ahead, nowMs) + own;
    const missing = Math.max(0, needed - this.tokens.available(nowMs));
    return Math.max(0, this.tokens.resumesAtMs - nowMs) + (missing / limits.requestsPerSecond) * 1_000;
  }

  /** Lets go whoever may, and sees to it that the next one's time is not missed. */
  #serve(): void {
    const nowMs = this.clock.monotonicMs();
    while (this.tokens.holds("anybody", nowMs)) {
      const next = this.#line.take(nowMs, this.tokens.holds("background", nowMs));
      if (!next) break;
      next.grant(this.#grant(this.tokens.take(nowMs), nowMs - next.sinceMs));
    }
    this.#cancelWake();
    const delayMs = this.tokens.seek(this.#line.demand, nowMs);
    this.#cancelWake = after(this.clock, Math.ceil(delayMs), () => this.#serve());
  }

  #grant(token: Token, waitedMs: number): Grant {
    let isSettled = false;
    return {
      waitedMs,
      settle: (outcome) => {
        if (isSettled) return;
        isSettled = true;
        this.#settle(token, outcome);
      },
    };
  }

  #settle(token: Token, outcome: Outcome): void {
    token.settle(outcome);
    if (outcome.kind === "limited") this.#refuseHopeless(this.clock.monotonicMs());
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
