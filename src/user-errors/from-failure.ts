import { GraphQLError } from "graphql";
import { LeverError, type LeverErrorCode } from "../lever/errors.js";
import { permissionMissingMessage } from "../lever/messages.js";
import { WriteOutcomeUnknown } from "../lever/write-outcome-unknown.js";
import { UploadGone } from "../store/store-errors.js";
import { ApiKeyAlreadyConnected, StoreUnavailable } from "../store/store.js";
import { SecretUnreadable } from "../vault/vault.js";
import { type AtsUserError, type AtsUserErrorCode, userError } from "./user-error.js";

const CODES: Readonly<Record<LeverErrorCode, AtsUserErrorCode>> = {
  UNAUTHORIZED: "ATS_CREDENTIALS_INVALID",
  FORBIDDEN: "ATS_PERMISSION_MISSING",
  NOT_FOUND: "NOT_FOUND",
  REJECTED: "ATS_REJECTED",
  RATE_LIMITED: "ATS_RATE_LIMITED",
  UNAVAILABLE: "ATS_UNAVAILABLE",
  BAD_RESPONSE: "ATS_BAD_RESPONSE",
  DISABLED: "ATS_CONNECTION_DISABLED",
};

const RETRYABLE: ReadonlySet<LeverErrorCode> = new Set(["RATE_LIMITED", "UNAVAILABLE", "BAD_RESPONSE"]);

/** When to try again where nothing better is known, milliseconds. */
const DEFAULT_RETRY_AFTER_MS = 5_000;

/**
 * A failure as data, for mutations: gateways redact thrown errors of subgraphs, and a write's outcome must not be
 * lost there. Whatever no caller could mend is thrown again.
 */
export function userErrorFrom(failure: unknown, path?: readonly string[]): AtsUserError {
  const at = path ? { path } : {};
  if (failure instanceof LeverError) return fromLever(failure, at);
  if (failure instanceof WriteOutcomeUnknown) {
    return userError("WRITE_OUTCOME_UNKNOWN", { ...at, retryable: true, retryAfterMs: DEFAULT_RETRY_AFTER_MS });
  }
  if (failure instanceof StoreUnavailable) {
    return userError("STORE_UNAVAILABLE", { ...at, retryable: true, retryAfterMs: DEFAULT_RETRY_AFTER_MS });
  }
  if (failure instanceof SecretUnreadable) return userError("SECRET_UNREADABLE", at);
  if (failure instanceof UploadGone) return userError("UPLOAD_UNKNOWN", at);
  if (failure instanceof ApiKeyAlreadyConnected) return userError("API_KEY_ALREADY_CONNECTED", at);
  return fromThrown(failure, at);
}

/** What our own resolvers throw where they only read. */
function fromThrown(failure: unknown, at: { readonly path?: readonly string[] }): AtsUserError {
  if (!(failure instanceof GraphQLError)) throw failure;
  const code = failure.extensions["code"];
  if (code !== "ATS_CONNECTION_DISABLED" && code !== "SECRET_UNREADABLE") throw failure;
  return userError(code, { ...at, message: failure.message });
}

function fromLever({ code, call, details }: LeverError, at: { readonly path?: readonly string[] }): AtsUserError {
  const retryable = RETRYABLE.has(code);
  return userError(CODES[code], {
    ...at,
    retryable,
    ...(retryable ? { retryAfterMs: details.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS } : {}),
    ...(code === "FORBIDDEN"
      ? { permission: call.permission, message: permissionMissingMessage(call.permission) }
      : {}),
    ...(code === "REJECTED" && details.leverMessage
      ? { message: `Lever refused the request: ${details.leverMessage}` }
      : {}),
  });
}
