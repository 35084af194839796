import type { LeverBody, LeverTarget } from "./client.js";
import type { LeverEndpoint } from "./endpoint.js";
import type { ConnectionSockets } from "./http/connection-sockets.js";
import type { CostReport } from "./scope.js";
import type { Urgency } from "./urgency.js";
import type { EpochMillis } from "./wire.js";

/** One request to Lever, with all that a layer of the transport needs to know about it. */
export interface LeverCall {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly target: LeverTarget;
  /** Complete and encoded. Never put it into an error or a log: it may hold addresses of candidates. */
  readonly url: string;
  readonly body?: LeverBody;
  readonly sockets: ConnectionSockets;
  readonly urgency: Urgency;
  readonly report: CostReport;
  /** Aborted with a {@link Stopped} when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /**
   * In the place of `signal` from the moment of sending on. A write that is out is better seen through to its answer
   * than left with an unknown fate.
   */
  readonly signalOnceSent?: AbortSignal;
}

/** What Lever answered with success, or with a redirect that may be followed. */
export interface LeverAnswer {
  readonly status: number;
  /** The JSON as it came, envelope and all; null where there was no body. Of a download: a LeverDownload. */
  readonly value: unknown;
  /** The size of the JSON, after decompression. */
  readonly bytes: number;
  /** When the request was sent: what happened at Lever after it may be missing from the answer. */
  readonly fetchedAt: EpochMillis;
  /** Where a GET was sent on to: within Lever's own origin, but for downloads. Lever docs, "Errors": 301. */
  readonly redirectedTo?: string;
}

/**
 * One layer of the onion, or the whole of it.
 * @throws LeverError for whatever isn't a success
 */
export type Transport = (call: LeverCall) => Promise<LeverAnswer>;
