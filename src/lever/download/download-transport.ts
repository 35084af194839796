import fetch, { type Response } from "node-fetch";
import { pipeline } from "node:stream";
import type { Clock } from "../../time/clock.js";
import type { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import { authorizationOf } from "../http/authorization.js";
import { NOT_CONNECTED } from "../http/connection-sockets.js";
import { parseJson } from "../http/parse-json.js";
import { BodyTooLarge, readBody } from "../http/read-body.js";
import { statusFailure } from "../http/status-failure.js";
import { StopSignal, stoppedFailure } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import { GuardedBody } from "./guarded-body.js";
import { watchIdle } from "./idle-watch.js";
import type { LeverDownload } from "./lever-download.js";

/** Time-outs of a download, milliseconds. */
export interface DownloadTimeouts {
  /** Until the answer begins. */
  readonly headersMs: number;
  /** Nothing has moved, for Lever's sake or the reader's. */
  readonly idleMs: number;
  /** From the first byte to the last. */
  readonly bodyMs: number;
}

/** What the innermost layer of downloads needs. */
export interface DownloadTransportOptions {
  readonly clock: Clock;
  readonly timeouts: DownloadTimeouts;
  readonly maxBytes: number;
  readonly userAgent: string;
  /** Whether the customer's key is sent: to Lever only. */
  readonly isOwn: boolean;
}

/** An error's body is only looked at for its code and message. */
const MAX_ERROR_BYTES = 64 * 1024;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Asks for a file once. The answer's value is a {@link LeverDownload}, and the socket's place is held until its body is
 * over; with a redirect, `redirectedTo` is wherever it leads, still to be judged.
 */
export function createDownloadTransport(options: DownloadTransportOptions): Transport {
  return async (call) => {
    const release = await slotFor(call);
    const stop = new StopSignal(options.clock).follow(call.signalOnceSent ?? call.signal);
    const end = (): void => {
      stop[Symbol.dispose]();
      release();
    };
    try {
      const answer = await ask(call, options, { stop, end });
      if (answer.redirectedTo !== undefined) end();
      return answer;
    } catch (error) {
      end();
      throw error;
    }
  };
}

interface Lifetime {
  readonly stop: StopSignal;
  readonly end: () => void;
}

async function slotFor(call: LeverCall): Promise<() => void> {
  try {
    return await call.sockets.slots.acquire(call.signal);
  } catch (reason) {
    throw stoppedFailure(call, reason, "no");
  }
}

async function ask(call: LeverCall, options: DownloadTransportOptions, lifetime: Lifetime): Promise<LeverAnswer> {
  const { clock } = options;
  const fetchedAt = clock.epochMs();
  const response = await send(call, options, lifetime.stop);
  const { status } = response;
  if (response.ok) return { status, value: bodyOf(response, call, options, lifetime), bytes: 0, fetchedAt };
  const body = await refusalOf(response, options, lifetime.stop);
  const location = response.headers.get("location");
  if (REDIRECTS.has(status) && location !== null && URL.canParse(location, call.url)) {
    return { status, value: null, bytes: 0, fetchedAt, redirectedTo: new URL(location, call.url).href };
  }
  const retryAfter = response.headers.get("retry-after");
  throw statusFailure(call, { status, retryAfter, body, nowEpochMs: clock.epochMs() });
}

async function send(call: LeverCall, options: DownloadTransportOptions, stop: StopSignal): Promise<Response> {
  const { clock, timeouts, userAgent, isOwn } = options;
  const headersInTime = stop.after(timeouts.headersMs, "headers");
  const sentAtMs = clock.monotonicMs();
  let status = 0;
  try {
    const response = await fetch(call.url, {
      headers: {
        accept: "*/*",
        // A length that is told is the file's own.
        "accept-encoding": "identity",
        "user-agent": userAgent,
        ...(isOwn ? { authorization: authorizationOf(call.target.credential) } : {}),
      },
      redirect: "manual",
      agent: call.sockets.agent,
      signal: stop.signal,
    });
    response.body?.on("error", () => undefined);
    status = response.status;
    return response;
  } catch (error) {
    throw noAnswer(call, stop, error);
  } finally {
    headersInTime();
    const { method, path } = call.endpoint;
    if (isOwn) call.report.onRequest({ method, path, status, ms: clock.monotonicMs() - sentAtMs });
  }
}

/** The cause is left out on purpose: its message holds the URL. */
function noAnswer(call: LeverCall, stop: StopSignal, error: unknown): LeverError {
  if (stop.signal.aborted) return stoppedFailure(call, stop.signal.reason, "maybe");
  const wasSent = (error as { readonly code?: unknown }).code !== NOT_CONNECTED;
  return failure(call, "UNAVAILABLE", { acted: wasSent ? "maybe" : "no" });
}

async function refusalOf(response: Response, { timeouts }: DownloadTransportOptions, stop: StopSignal) {
  const inTime = stop.after(timeouts.headersMs, "body");
  return readBody(response.body, MAX_ERROR_BYTES)
    .then(parseJson)
    .catch(() => null)
    .finally(inTime);
}

function bodyOf(
  response: Response,
  call: LeverCall,
  { clock, timeouts, maxBytes }: DownloadTransportOptions,
  { stop, end }: Lifetime,
): LeverDownload {
  const { status, headers } = response;
  const contentLength = lengthOf(headers.get("content-length"), headers.get("content-encoding"));
  if (contentLength !== null && contentLength > maxBytes) {
    stop.stop("left");
    throw failure(call, "BAD_RESPONSE", { status, acted: "yes" });
  }
  const idle = watchIdle(clock, timeouts.idleMs, () => stop.stop("body"));
  stop.after(timeouts.bodyMs, "body");
  const body = new GuardedBody({
    maxBytes,
    expectedBytes: contentLength,
    onBytes: () => idle.touch(),
    onEnd: () => {
      idle.end();
      end();
    },
    toFailure: (error) => brokenOff(error, status, call, stop),
  });
  // What was read already is held back too, when it is given up.
  stop.signal.addEventListener("abort", () => body.destroy(new Error("Given up")), { once: true });
  pipeline(response.body ?? [], body, () => undefined);
  return { contentType: headers.get("content-type"), contentLength, body };
}

/** What is decompressed on the way has another length than the one that was told. */
function lengthOf(length: string | null, encoding: string | null): number | null {
  if (length === null || !/^\d{1,15}$/.test(length)) return null;
  return encoding === null || encoding === "identity" ? Number(length) : null;
}

function brokenOff(error: unknown, status: number, call: LeverCall, stop: StopSignal): LeverError {
  if (stop.signal.aborted) return stoppedFailure(call, stop.signal.reason, "yes", status);
  const isCutOff = !(error instanceof BodyTooLarge);
  return failure(call, "BAD_RESPONSE", { status, acted: "yes", ...(isCutOff ? { cutOff: true } : {}) });
}
