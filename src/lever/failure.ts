import type { LeverTarget } from "./client.js";
import type { LeverEndpoint } from "./endpoint.js";
import { LeverError, type FailedCall, type LeverErrorCode, type LeverErrorDetails } from "./errors.js";

/** As much of a call as its error may tell. */
export interface CallIdentity {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly target: Pick<LeverTarget, "connectionId">;
}

/** What of a call may be seen in an error: its template and its permission, no id and no value. */
export function failedCall({ endpoint, target }: CallIdentity): FailedCall {
  const { method, path, permission } = endpoint;
  return { method, template: path, permission, connectionId: target.connectionId };
}

/** The error of a call. */
export function failure(call: CallIdentity, code: LeverErrorCode, details: LeverErrorDetails): LeverError {
  return new LeverError(code, failedCall(call), details);
}
