import type { Outcome } from "../budget.js";
import type { Exchange, Refused } from "./exchange.js";

/** What a replica has to tell of a bucket: totals that only grow, and what is under way. */
export class Account {
  #spent = 0;
  #underWay = 0;
  #refused: Refused | undefined;
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

  /** A request that was sent with that known is over. */
  end(lesson: number, outcome: Outcome): void {
    this.#underWay--;
    this.#spent++;
    this.#isTold = false;
    if (outcome.kind === "limited") this.refused({ lesson, ...outcome });
    else this.#answeredLesson = Math.max(this.#answeredLesson ?? 0, lesson);
  }

  /** Lever has refused a request; of several that are not told yet, the newest and the longest count. */
  refused({ lesson, retryAfterMs }: Refused): void {
    const longestMs = Math.max(this.#refused?.retryAfterMs ?? 0, retryAfterMs ?? 0);
    this.#refused = {
      lesson: Math.max(this.#refused?.lesson ?? 0, lesson),
      ...(longestMs > 0 ? { retryAfterMs: longestMs } : {}),
    };
    this.#isTold = false;
  }

  /** Tokens were given that nobody needs any more. */
  giveBack(): void {
    this.#isTold = false;
  }

  /** What to tell, and what to call once it was heard. Whatever happens in between is told the next time. */
  statement(): {
    readonly told: Pick<Exchange, "account" | "spent" | "underWay" | "refused" | "answeredLesson">;
    readonly onHeard: () => void;
  } {
    const [refused, answeredLesson] = [this.#refused, this.#answeredLesson];
    this.#isTold = true;
    return {
      told: {
        account: this.id,
        spent: this.#spent,
        underWay: this.#underWay,
        ...(refused ? { refused } : {}),
        ...(answeredLesson === undefined ? {} : { answeredLesson }),
      },
      onHeard: () => {
        if (this.#refused === refused) this.#refused = undefined;
        if (this.#answeredLesson === answeredLesson) this.#answeredLesson = undefined;
      },
    };
  }
}
