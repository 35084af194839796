import { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import { Stopped, stoppedFailure } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import { type Budget, BudgetExhausted, type Budgets, type Grant, type Outcome } from "./budget.js";

/** Every request, each attempt of a retry too, waits for its turn in its key's budget and pays for it. */
export function withBudget(next: Transport, budgets: Budgets): Transport {
  return (call) => paying(next, call, budgets.of(call.target.fingerprint));
}

/**
 * One request that waits for its turn in a budget and pays for it.
 * @throws LeverError RATE_LIMITED where its turn comes after its deadline; what `next` throws
 */
export async function paying(next: Transport, call: LeverCall, budget: Budget): Promise<LeverAnswer> {
  const grant = await admitted(call, budget);
  if (grant.waitedMs > 0) call.report.onWaited(grant.waitedMs);
  let outcome: Outcome = { kind: "answered" };
  try {
    return await next(call);
  } catch (error) {
    outcome = outcomeOf(error);
    throw error;
  } finally {
    grant.settle(outcome);
  }
}

async function admitted(call: LeverCall, budget: Budget): Promise<Grant> {
  const { urgency, signal } = call;
  urgency.isQueued = true;
  try {
    return await budget.acquire({ urgency, signal });
  } catch (reason) {
    throw refusal(call, budget, reason);
  } finally {
    urgency.isQueued = false;
  }
}

function refusal(call: LeverCall, budget: Budget, reason: unknown): LeverError {
  if (reason instanceof BudgetExhausted) {
    return failure(call, "RATE_LIMITED", { acted: "no", retryAfterMs: reason.retryAfterMs });
  }
  if (reason instanceof Stopped && reason.why === "deadline") {
    return failure(call, "RATE_LIMITED", { acted: "no", retryAfterMs: budget.expectedWaitMs(call.urgency) });
  }
  return stoppedFailure(call, reason, "no");
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof LeverError) || error.details.status !== 429) return { kind: "answered" };
  const { retryAfterMs } = error.details;
  return { kind: "limited", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
