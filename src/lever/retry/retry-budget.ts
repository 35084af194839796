import type { Clock } from "../../time/clock.js";

const WINDOW_MS = 10_000;

/** Retries are at most a tenth of what is sent, but always so many within the window. */
const MAX_SHARE = 0.1;
const ALWAYS_ALLOWED = 3;

/** Keeps retries of one key from becoming a storm: when much fails, asking again makes it worse. */
export class RetryBudget {
  #startMs: number;
  #previous = { requests: 0, retries: 0 };
  #current = { requests: 0, retries: 0 };

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {
    this.#startMs = clock.monotonicMs();
  }

  /** Nothing to remember. */
  get isIdle(): boolean {
    this.#turn();
    return this.#previous.requests + this.#current.requests === 0;
  }

  /** Counts an attempt. */
  onRequest(): void {
    this.#turn();
    this.#current.requests++;
  }

  /** Whether one more retry is affordable; if so it is counted. */
  take(): boolean {
    this.#turn();
    const requests = this.#previous.requests + this.#current.requests;
    const retries = this.#previous.retries + this.#current.retries;
    if (retries >= Math.max(ALWAYS_ALLOWED, Math.floor(requests * MAX_SHARE))) return false;
    this.#current.retries++;
    return true;
  }

  /** Two halves that follow each other make up the window. */
  #turn(): void {
    const nowMs = this.clock.monotonicMs();
    const halves = Math.floor((nowMs - this.#startMs) / (WINDOW_MS / 2));
    if (halves <= 0) return;
    this.#previous = halves === 1 ? this.#current : { requests: 0, retries: 0 };
    this.#current = { requests: 0, retries: 0 };
    this.#startMs += halves * (WINDOW_MS / 2);
  }
}

/** The retry budgets of all keys. */
export class RetryBudgets {
  readonly #budgets = new Map<string, RetryBudget>();

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  of(fingerprint: string): RetryBudget {
    const known = this.#budgets.get(fingerprint);
    if (known) return known;
    this.#sweep();
    const budget = new RetryBudget(this.clock);
    this.#budgets.set(fingerprint, budget);
    return budget;
  }

  #sweep(): void {
    for (const [fingerprint, budget] of this.#budgets) {
      if (budget.isIdle) this.#budgets.delete(fingerprint);
    }
  }
}
