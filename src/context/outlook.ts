import type { BudgetState } from "../lever/client.js";

/** What an operation may still spend on a connection. */
export interface Outlook {
  /** Milliseconds until nobody waits for the answer any more. */
  readonly leftMs: number;
  /** What is left of the budget of the connection's key. */
  readonly budget: BudgetState;
}

/**
 * How much later than its end an operation would be done with so many requests, one after the other, of `requestMs`
 * each, milliseconds; 0: there is time and budget for them.
 */
export function shortfallMs({ leftMs, budget }: Outlook, requests: number, requestMs: number): number {
  const { available, queued, requestsPerSecond } = budget;
  const waitMs = (Math.max(0, requests + queued - available) / requestsPerSecond) * 1_000;
  return Math.max(0, Math.max(waitMs, requests * requestMs) - leftMs);
}
