/**
 * UNAUTHORIZED 401; FORBIDDEN 403; NOT_FOUND 404; REJECTED 400, 409, 422 and other 4xx; RATE_LIMITED 429, or the
 * budget can't serve the call before its deadline; UNAVAILABLE 5xx, time-out, no connection; BAD_RESPONSE not JSON,
 * cut off, too large or not of the documented shape; DISABLED the connection was switched off while the call waited.
 */
export type LeverErrorCode =
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "REJECTED"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "BAD_RESPONSE"
  | "DISABLED";

/** Which call it was: nothing in it that must not reach a log (the template holds no id). */
export interface FailedCall {
  readonly method: string;
  /** "/opportunities/:opportunity/notes" */
  readonly template: string;
  /** The permission that the endpoint needs, by its name on Lever's page. */
  readonly permission: string;
  readonly connectionId: string;
}

/** What is known of a failure beyond its code. */
export interface LeverErrorDetails {
  /** The HTTP status; undefined when no answer came. */
  readonly status?: number;
  /** When asking again may help, milliseconds from now. */
  readonly retryAfterMs?: number;
  /**
   * Whether Lever may have acted on the request. "no": it surely did not (never sent, or refused before it was
   * read). "maybe": it went out and its fate is unknown. "yes": Lever answered success, but the answer is unreadable.
   */
  readonly acted: "no" | "maybe" | "yes";
  /** Lever's own `code` and `message` for a refusal. Lever docs, "Errors". Never shown in logs. */
  readonly leverCode?: string;
  readonly leverMessage?: string;
  /** Where in the answer the shape was wrong, e.g. "data.3.name". */
  readonly path?: string;
  /** True for a time-out of headers or body, which is not asked again. */
  readonly timedOut?: boolean;
  /** True where the answer broke off in its body: a read is asked once more. */
  readonly cutOff?: boolean;
}

/**
 * A call to Lever that did not succeed.
 *
 * Carries what an operator needs to find the call, and nothing that must not reach a log of ours: no headers, no
 * query string, no body, no id. Bodies hold candidates.
 */
export class LeverError extends Error {
  override readonly name = "LeverError";

  constructor(
    readonly code: LeverErrorCode,
    readonly call: FailedCall,
    readonly details: LeverErrorDetails,
    options?: ErrorOptions,
  ) {
    super(`Lever answered ${details.status ?? "nothing"} to ${call.method} ${call.template}`, options);
  }
}
