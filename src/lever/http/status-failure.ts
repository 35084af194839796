import { failure, type CallIdentity } from "../failure.js";
import type { LeverError, LeverErrorCode, LeverErrorDetails } from "../errors.js";

/** Lever's texts may quote what was sent: enough to act on, no more. */
const MAX_TEXT = 300;

/** Lever docs, "Errors": the statuses that have a meaning of their own. */
const CODES: Readonly<Record<number, LeverErrorCode>> = {
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  429: "RATE_LIMITED",
};

/** 408: Lever docs, "Files": an upload that took too long. 303: a write was taken and its result is elsewhere. */
const MAYBE_ACTED: ReadonlySet<number> = new Set([303, 408]);

/** What is known of a refusal. */
export interface Refusal {
  readonly status: number;
  /** The header `retry-after`; Lever documents none, and is believed if it sends one. Lever docs, "Rate limits". */
  readonly retryAfter: string | null;
  /** The body's JSON, or whatever came in its place. */
  readonly body: unknown;
  readonly nowEpochMs: number;
}

/** The error of a status that is no success. */
export function statusFailure(call: CallIdentity, refusal: Refusal): LeverError {
  const { status } = refusal;
  return failure(call, codeOf(status), {
    status,
    acted: status >= 500 || MAYBE_ACTED.has(status) ? "maybe" : "no",
    ...retryAfter(refusal),
    ...textsOf(refusal.body),
  });
}

function codeOf(status: number): LeverErrorCode {
  if (status >= 500) return "UNAVAILABLE";
  return CODES[status] ?? (status >= 400 ? "REJECTED" : "BAD_RESPONSE");
}

/** In seconds, or as a date. RFC 9110, 10.2.3. */
function retryAfter({ retryAfter, nowEpochMs }: Refusal): Pick<LeverErrorDetails, "retryAfterMs"> {
  if (retryAfter === null || retryAfter.trim() === "") return {};
  const seconds = Number(retryAfter);
  const delayMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - nowEpochMs;
  return Number.isFinite(delayMs) ? { retryAfterMs: Math.max(0, delayMs) } : {};
}

/** `{ code, message }`; the body may be absent or a proxy's page. Lever docs, "Errors". */
function textsOf(body: unknown): Pick<LeverErrorDetails, "leverCode" | "leverMessage"> {
  if (typeof body !== "object" || body === null) return {};
  const { code, message } = body as { readonly code?: unknown; readonly message?: unknown };
  return {
    ...(typeof code === "string" ? { leverCode: code.slice(0, MAX_TEXT) } : {}),
    ...(typeof message === "string" ? { leverMessage: message.slice(0, MAX_TEXT) } : {}),
  };
}
