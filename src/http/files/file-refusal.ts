import type { FastifyReply, FastifyRequest } from "fastify";
import { LeverError } from "../../lever/errors.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import type { AtsUserErrorCode } from "../../user-errors/user-error.js";
import { errorBody } from "../error-reply.js";

const STATUSES: Readonly<Partial<Record<AtsUserErrorCode, number>>> = {
  ATS_PERMISSION_MISSING: 403,
  ATS_CONNECTION_DISABLED: 409,
  ATS_REJECTED: 422,
  ATS_RATE_LIMITED: 429,
  ATS_BAD_RESPONSE: 502,
  ATS_CREDENTIALS_INVALID: 502,
  ATS_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
};

/** One answer for a token that is forged or too old, and for a file that is not there: nobody learns which. */
export function refuseUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = "This link is not valid, or its time is over: ask for a fresh one with createAtsFileLink.";
  return reply.code(404).send(errorBody("NOT_FOUND", message, request));
}

/**
 * Answers for a file that can't be read now.
 * @throws what nobody can mend
 */
export function refuseFile(failure: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, retryable, retryAfterMs, permission } = userErrorFrom(failure);
  if (code === "NOT_FOUND") return refuseUnknown(request, reply);
  if (retryAfterMs !== null) reply.header("retry-after", Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  const extensions = {
    retryable,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(permission === null ? {} : { permission }),
    ...leverExtensions(failure),
  };
  const told = isUnprocessable(failure) ? "Lever could not process this file, so it can't be downloaded." : message;
  return reply.code(STATUSES[code] ?? 500).send(errorBody(code, told, request, extensions));
}

function isUnprocessable(failure: unknown): boolean {
  return failure instanceof LeverError && failure.details.status === 422;
}

function leverExtensions(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof LeverError)) return {};
  const { code, call, details } = failure;
  const { leverCode = null, leverMessage = null } = details;
  return { connectionId: call.connectionId, ...(code === "REJECTED" ? { leverCode, leverMessage } : {}) };
}
