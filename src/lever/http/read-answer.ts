import type { Response } from "node-fetch";
import type { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import { stoppedFailure, type StopSignal } from "../stop-signal.js";
import type { LeverAnswer, LeverCall } from "../transport.js";
import type { EpochMillis } from "../wire.js";
import { NotJson, parseJson } from "./parse-json.js";
import { BodyTooLarge, readBody } from "./read-body.js";
import { redirectOf } from "./redirect.js";
import { statusFailure } from "./status-failure.js";

/** An error's body is only looked at for its code and message. */
const MAX_ERROR_BYTES = 64 * 1024;

/** How an answer is read. */
export interface Reading {
  readonly call: LeverCall;
  readonly stop: StopSignal;
  readonly maxAnswerBytes: number;
  readonly fetchedAt: EpochMillis;
  readonly nowEpochMs: number;
}

/**
 * Reads an answer to its end.
 * @throws LeverError for a status that is no success, and for a success that can't be read
 */
export async function readAnswer(response: Response, reading: Reading): Promise<LeverAnswer> {
  if (!response.ok) return readRefusal(response, reading);
  const { status } = response;
  try {
    const bytes = await readBody(response.body, reading.maxAnswerBytes);
    return { status, value: parseJson(bytes), bytes: bytes.length, fetchedAt: reading.fetchedAt };
  } catch (error) {
    throw unreadable(error, status, reading);
  }
}

async function readRefusal(response: Response, { call, fetchedAt, nowEpochMs }: Reading): Promise<LeverAnswer> {
  const { status } = response;
  const body = await readBody(response.body, MAX_ERROR_BYTES)
    .then(parseJson)
    .catch(() => null);
  const location = response.headers.get("location");
  const redirectedTo = redirectOf({ status, location }, { method: call.endpoint.method, url: call.url });
  if (redirectedTo !== null) return { status, value: null, bytes: 0, fetchedAt, redirectedTo };
  throw statusFailure(call, { status, retryAfter: response.headers.get("retry-after"), body, nowEpochMs });
}

/**
 * Lever answered with success, so a write was done; the answer is lost. Only what does not even begin as JSON may be
 * the page of somebody in between, who never asked Lever. The cause may quote it and is left out.
 */
function unreadable(error: unknown, status: number, { call, stop }: Reading): LeverError {
  if (error instanceof BodyTooLarge) return failure(call, "BAD_RESPONSE", { status, acted: "yes" });
  if (error instanceof NotJson) {
    const details = error.isCutOff ? ({ acted: "yes", cutOff: true } as const) : ({ acted: "maybe" } as const);
    return failure(call, "BAD_RESPONSE", { status, ...details });
  }
  if (stop.signal.aborted) return stoppedFailure(call, stop.signal.reason, "yes", status);
  const isCompressionBroken = String((error as { readonly code?: unknown }).code).startsWith("Z_");
  return failure(call, "BAD_RESPONSE", { status, acted: "yes", ...(isCompressionBroken ? {} : { cutOff: true }) });
}
