import type { Clock } from "../../time/clock.js";
import { LeverError } from "../errors.js";
import { stoppedFailure } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import type { RetryBudget, RetryBudgets } from "./retry-budget.js";
import { retryRule } from "./retry-rule.js";

/** The first backoff, milliseconds; it doubles. */
const FIRST_DELAY_MS = 200;

/** A Lever that wants to be left alone for longer is left alone, even by work without a deadline. */
const MAX_DELAY_MS = 30_000;

/** So many 429s in a row end a call that has no deadline. */
const MAX_THROTTLED = 10;

/** What was tried before. */
interface Tried {
  failures: number;
  throttled: number;
}

/** Asks again where asking again is safe, may help, and is done in time. */
export function withRetry(next: Transport, budgets: RetryBudgets, clock: Clock): Transport {
  return async (call) => {
    const budget = budgets.of(call.target.fingerprint);
    const tried: Tried = { failures: 0, throttled: 0 };
    for (;;) {
      const answer = await attempt(next, call, budget, tried, clock);
      if (answer) return answer;
    }
  };
}

/** Undefined: it failed, and may be tried again now. */
async function attempt(
  next: Transport,
  call: LeverCall,
  budget: RetryBudget,
  tried: Tried,
  clock: Clock,
): Promise<LeverAnswer | undefined> {
  budget.onRequest();
  try {
    return await next(call);
  } catch (error) {
    const delayMs = error instanceof LeverError ? delayAfter(error, call, budget, tried, clock) : null;
    if (delayMs === null) throw error;
    if (delayMs > 0) await pause(call, delayMs, clock);
    return undefined;
  }
}

/** Null: not again. */
function delayAfter(
  error: LeverError,
  call: LeverCall,
  budget: RetryBudget,
  tried: Tried,
  clock: Clock,
): number | null {
  if (call.signal.aborted) return null;
  const rule = retryRule(error, call.endpoint.method);
  if (rule.kind === "never") return null;
  if (rule.kind === "throttled") return ++tried.throttled < MAX_THROTTLED ? 0 : null;
  if (++tried.failures > rule.furtherAttempts) return null;
  const delayMs = backoffMs(error, tried.failures, clock);
  return isInTime(delayMs, call, clock) && budget.take() ? delayMs : null;
}

/** Longer with each failure, and never shorter than Lever asks for. */
function backoffMs({ details }: LeverError, failures: number, clock: Clock): number {
  return Math.max(FIRST_DELAY_MS * 2 ** (failures - 1) * (0.5 + clock.random() / 2), details.retryAfterMs ?? 0);
}

function isInTime(delayMs: number, { urgency }: LeverCall, clock: Clock): boolean {
  return delayMs <= MAX_DELAY_MS && clock.monotonicMs() + delayMs < urgency.deadlineAtMs;
}

async function pause(call: LeverCall, delayMs: number, clock: Clock): Promise<void> {
  try {
    await clock.sleep(delayMs, call.signal);
  } catch (reason) {
    throw stoppedFailure(call, reason, "no");
  }
}
