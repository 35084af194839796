import type { BudgetState } from "../client.js";
import type { Urgency, UrgencyOf } from "../urgency.js";

/** A request that wants to be sent. */
export interface Claim {
  /** May rise while the request waits. */
  readonly urgency: Urgency;
  /** The request leaves the queue when this is aborted, and pays nothing. */
  readonly signal: AbortSignal;
}

/** How a request ended, as far as the budget is concerned. */
export type Outcome =
  | { readonly kind: "answered" }
  /** Lever said 429; `retryAfterMs` if it said for how long. */
  | { readonly kind: "limited"; readonly retryAfterMs?: number };

/** Leave to send one request. */
export interface Grant {
  /** How long it was waited for, milliseconds. */
  readonly waitedMs: number;
  /** Has to be called once the request is over, however it ended. */
  settle(outcome: Outcome): void;
}

/** The request can't be sent before its deadline; it has cost nothing. */
export class BudgetExhausted extends Error {
  override readonly name = "BudgetExhausted";

  /** When there would be room, milliseconds from now. */
  constructor(readonly retryAfterMs: number) {
    super("The request budget is taken until after the deadline");
  }
}

/** The request budget of one key of Lever's. One in this process; one over all replicas fits behind the same words. */
export interface Budget {
  /**
   * Waits for a turn.
   * @throws BudgetExhausted, at once where the wait can be foreseen; the signal's reason
   */
  acquire(claim: Claim): Promise<Grant>;
  /** How long a request of that urgency would have to wait if it came now, milliseconds. Changes nothing. */
  expectedWaitMs(urgency: UrgencyOf): number;
  /** Changes nothing. */
  state(): BudgetState;
}

/** The budgets of all keys, by fingerprint: connections with the same key share one. */
export interface Budgets {
  of(fingerprint: string): Budget;
  /** Changes nothing: a key that was never used has its whole budget left. */
  state(fingerprint: string): BudgetState;
}
