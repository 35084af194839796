import type { Clock } from "../../time/clock.js";
import type { BudgetState } from "../client.js";
import type { Budget, Budgets } from "./budget.js";
import type { Limits } from "./limits.js";
import { LocalTokens } from "./local-tokens.js";
import { QueuedBudget } from "./queued-budget.js";

/** How many keys are kept before those are given up that are as good as new. */
const SWEEP_AT = 1_000;

/** The budgets of this process alone. */
export class LocalBudgets implements Budgets {
  readonly #budgets = new Map<string, QueuedBudget>();

  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  of(fingerprint: string): Budget {
    const known = this.#budgets.get(fingerprint);
    if (known) return known;
    if (this.#budgets.size >= SWEEP_AT) this.#sweep();
    const budget = new QueuedBudget(new LocalTokens(this.limits, this.clock), this.clock);
    this.#budgets.set(fingerprint, budget);
    return budget;
  }

  state(fingerprint: string): BudgetState {
    const { requestsPerSecond, burst } = this.limits;
    return this.#budgets.get(fingerprint)?.state() ?? { requestsPerSecond, burst, available: burst, queued: 0 };
  }

  #sweep(): void {
    for (const [fingerprint, budget] of this.#budgets) {
      if (budget.isIdle) this.#budgets.delete(fingerprint);
    }
  }
}
