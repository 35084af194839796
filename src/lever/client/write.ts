import type { Clock } from "../../time/clock.js";
import type { ConnectionCache } from "../cache/connection-cache.js";
import { resourceOf } from "../cache/entry.js";
import { LeverError } from "../errors.js";
import type { CallScope } from "../scope.js";
import { StopSignal } from "../stop-signal.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import { Urgency } from "../urgency.js";

/** A write before it is bound to a caller. */
export type UnsentWrite = Omit<LeverCall, "urgency" | "report" | "signal" | "signalOnceSent">;

/** What writing takes. */
export interface WriteParts {
  readonly scope: CallScope;
  readonly transport: Transport;
  readonly cache: ConnectionCache;
  readonly clock: Clock;
  readonly switchedOff: AbortSignal;
}

/**
 * Sends a write. While it waits it can be called back; once it is out only its time-outs and the deadline end it, for a
 * caller who hangs up leaves a candidate of unknown fate behind.
 *
 * What it may have changed is dropped from the cache, on every replica, before this is over.
 */
export async function write(unsent: UnsentWrite, parts: WriteParts): Promise<LeverAnswer> {
  const { scope, transport, cache, clock, switchedOff } = parts;
  const leftMs = scope.deadlineAtMs - clock.monotonicMs();
  using waiting = new StopSignal(clock).follow(switchedOff).follow(scope.signal, "left");
  using sent = new StopSignal(clock);
  waiting.after(leftMs, "deadline");
  sent.after(leftMs, "deadline");
  const signals = { signal: waiting.signal, signalOnceSent: sent.signal };
  try {
    const answer = await transport({ ...unsent, urgency: new Urgency(scope), report: scope.report, ...signals });
    await cache.written(resourceOf(unsent.endpoint.path));
    return answer;
  } catch (error) {
    const isUndone = error instanceof LeverError && error.details.acted === "no";
    if (!isUndone) await cache.written(resourceOf(unsent.endpoint.path));
    throw error;
  }
}
