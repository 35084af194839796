import { ADAPTION } from "../adaptive-limits.js";
import type { Outcome } from "../budget.js";
import type { Exchange, Refused } from "./exchange.js";

/** A 429 that is still to be told. Monotonic clock. */
interface Refusal {
  readonly lesson: number;
  readonly atMs: number;
  /** For how long Lever wants to be left alone, if it said so. */
  readonly untilMs: number;
}

/** What a replica has to tell of a bucket: totals that only grow, and what is under way. */
export class Account {
  #spent = 0;
  #underWay = 0;
  #refusal: Refusal | undefined;
  #answeredLesson: number | undefined;
  #isTold = true;

  constructor(readonly id: number) {}

  /** Requests under way. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Whether the bucket knows it all. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** A request goes out. */
  begin(): void {
    this.#underWay++;
  }

  /** A request is over that was sent with so much known of refusals; of several 429s the newest and longest counts. */
  end(lesson: number, outcome: Outcome, nowMs: number): void {
    this.#underWay--;
    this.#spent++;
    this.#isTold = false;
    if (outcome.kind === "answered") {
      this.#answeredLesson = Math.max(this.#answeredLesson ?? 0, lesson);
      return;
    }
    const { lesson: known = 0, untilMs = -Infinity } = this.#refusal ?? {};
    this.#refusal = {
      lesson: Math.max(known, lesson),
      atMs: nowMs,
      untilMs: Math.max(untilMs, nowMs + (outcome.retryAfterMs ?? 0)),
    };
  }

  /** Tokens were given that nobody needs any more, or may have been: the bucket has to hear of it. */
  giveBack(): void {
    this.#isTold = false;
  }

  /** What to tell, and what to call once it was heard. What happens in between is told the next time. */
  statement(nowMs: number): {
    readonly told: Pick<Exchange, "account" | "spent" | "underWay" | "refused" | "answeredLesson">;
    readonly onHeard: () => void;
  } {
    const [refusal, answeredLesson] = [this.#refusal, this.#answeredLesson];
    this.#isTold = true;
    return {
      told: {
        ...{ account: this.id, spent: this.#spent, underWay: this.#underWay },
        ...(refusal && nowMs - refusal.atMs < ADAPTION.fullRecoveryMs ? { refused: refusedOf(refusal, nowMs) } : {}),
        ...(answeredLesson === undefined ? {} : { answeredLesson }),
      },
      onHeard: () => {
        if (this.#refusal === refusal) this.#refusal = undefined;
        if (this.#answeredLesson === answeredLesson) this.#answeredLesson = undefined;
      },
    };
  }
}

function refusedOf({ lesson, untilMs }: Refusal, nowMs: number): Refused {
  return { lesson, ...(untilMs > nowMs ? { retryAfterMs: untilMs - nowMs } : {}) };
}
