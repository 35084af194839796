import type { LeverError } from "../errors.js";
import type { LeverMethod } from "../endpoint.js";

/** How a failure may be followed by another attempt. */
export type RetryRule =
  /** Not at all. */
  | { readonly kind: "never" }
  /** At once: the budget sees to the pause after a 429. */
  | { readonly kind: "throttled" }
  /** After a backoff, and up to so many further attempts in all. */
  | { readonly kind: "backoff"; readonly furtherAttempts: number };

const NEVER: RetryRule = { kind: "never" };

/**
 * What may follow a failure.
 *
 * Lever has no idempotency keys, so a write that may have been acted on is never sent again here. A 429 was refused
 * before it was looked at, and any method may follow it. Lever docs, "Errors" and "Rate limits".
 */
export function retryRule({ code, details }: LeverError, method: LeverMethod): RetryRule {
  if (details.status === 429) return { kind: "throttled" };
  if (code === "UNAVAILABLE" && details.acted === "no") return unsent(details.retryAfterMs);
  return method === "GET" ? readRule(code, details) : NEVER;
}

/** A read may be repeated whatever became of it, where that may help. */
function readRule(code: LeverError["code"], { cutOff, status, timedOut }: LeverError["details"]): RetryRule {
  if (code === "BAD_RESPONSE") return cutOff ? { kind: "backoff", furtherAttempts: 1 } : NEVER;
  if (code !== "UNAVAILABLE" || timedOut) return NEVER;
  return { kind: "backoff", furtherAttempts: status === 500 ? 1 : 2 };
}

/** Where it is known when to come back, the breaker is open, and nothing is to be gained by waiting here. */
function unsent(retryAfterMs: number | undefined): RetryRule {
  return retryAfterMs === undefined ? { kind: "backoff", furtherAttempts: 2 } : NEVER;
}
