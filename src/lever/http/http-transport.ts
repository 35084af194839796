import fetch, { type Response } from "node-fetch";
import type { Clock } from "../../time/clock.js";
import type { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import { StopSignal, stoppedFailure } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import { authorizationOf } from "./authorization.js";
import { NOT_CONNECTED } from "./connection-sockets.js";
import { readAnswer } from "./read-answer.js";
import { encodeBody } from "./request-body.js";

/** Time-outs of one attempt, milliseconds. */
export interface LeverTimeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

/** What the innermost layer needs. */
export interface HttpOptions {
  readonly clock: Clock;
  readonly timeouts: LeverTimeouts;
  /** The largest answer, counted after decompression, bytes. */
  readonly maxAnswerBytes: number;
  readonly userAgent: string;
}

/** The innermost layer: sends a request once, over the connection's own sockets, and reads JSON. */
export function createHttpTransport(options: HttpOptions): Transport {
  return async (call) => {
    const release = await slotFor(call);
    using stop = new StopSignal(options.clock).follow(call.signalOnceSent ?? call.signal);
    try {
      return await reported(call, options, stop);
    } finally {
      release();
    }
  };
}

async function slotFor(call: LeverCall): Promise<() => void> {
  try {
    return await call.sockets.slots.acquire(call.signal);
  } catch (reason) {
    throw stoppedFailure(call, reason, "no");
  }
}

/** What an operation cost counts attempts, those without an answer included. */
async function reported(call: LeverCall, options: HttpOptions, stop: StopSignal): Promise<LeverAnswer> {
  const { clock } = options;
  const sentAtMs = clock.monotonicMs();
  const fetchedAt = clock.epochMs();
  let status = 0;
  try {
    const response = await send(call, options, stop);
    status = response.status;
    const bodyInTime = stop.after(options.timeouts.bodyMs, "body");
    const { maxAnswerBytes } = options;
    return await readAnswer(response, { call, stop, maxAnswerBytes, fetchedAt, nowEpochMs: clock.epochMs() }).finally(
      bodyInTime,
    );
  } finally {
    const ms = clock.monotonicMs() - sentAtMs;
    call.report.onRequest({ method: call.endpoint.method, path: call.endpoint.path, status, ms });
  }
}

async function send(call: LeverCall, { timeouts, userAgent }: HttpOptions, stop: StopSignal): Promise<Response> {
  const { body, contentType } = encodeBody(call.body);
  // Counted from the moment that a socket is free; it has a limit of its own for connecting.
  const headersInTime = stop.after(timeouts.headersMs, "headers");
  try {
    const response = await fetch(call.url, {
      method: call.endpoint.method,
      headers: {
        accept: "application/json",
        "accept-encoding": "gzip",
        "user-agent": userAgent,
        authorization: authorizationOf(call.target.credential),
        ...(contentType === undefined ? {} : { "content-type": contentType }),
      },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      agent: call.sockets.agent,
      signal: stop.signal,
    });
    // An abort after the last byte was read finds nobody else listening, and would end the process.
    response.body?.on("error", () => undefined);
    return response;
  } catch (error) {
    throw noAnswer(call, stop, error);
  } finally {
    headersInTime();
  }
}

/** The cause is left out on purpose: its message holds the URL. */
function noAnswer(call: LeverCall, stop: StopSignal, error: unknown): LeverError {
  if (stop.signal.aborted) return stoppedFailure(call, stop.signal.reason, "maybe");
  const wasSent = (error as { readonly code?: unknown }).code !== NOT_CONNECTED;
  return failure(call, "UNAVAILABLE", { acted: wasSent ? "maybe" : "no" });
}
