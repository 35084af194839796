import type { Clock } from "../../time/clock.js";
import type { BudgetState } from "../client.js";
import type { Budget, Budgets } from "./budget.js";
import { ByFingerprint } from "./by-fingerprint.js";
import type { Limits } from "./limits.js";
import { LocalTokens } from "./local-tokens.js";
import { QueuedBudget } from "./queued-budget.js";

/** The budgets of this process alone. */
export class LocalBudgets implements Budgets {
  readonly #budgets: ByFingerprint<QueuedBudget>;

  constructor(
    private readonly limits: Limits,
    clock: Clock,
  ) {
    this.#budgets = new ByFingerprint(() => new QueuedBudget(new LocalTokens(limits, clock), clock));
  }

  of(fingerprint: string): Budget {
    return this.#budgets.of(fingerprint);
  }

  state(fingerprint: string): BudgetState {
    const { requestsPerSecond, burst } = this.limits;
    return this.#budgets.find(fingerprint)?.state() ?? { requestsPerSecond, burst, available: burst, queued: 0 };
  }
}
