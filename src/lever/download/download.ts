import type { Clock } from "../../time/clock.js";
import type { CallScope } from "../scope.js";
import { StopSignal } from "../stop-signal.js";
import type { LeverCall, Transport } from "../transport.js";
import { Urgency } from "../urgency.js";
import type { LeverDownload } from "./lever-download.js";

/** A download before it is bound to a caller. */
export type UnsentDownload = Pick<LeverCall, "endpoint" | "target" | "url">;

/** What downloading takes. */
export interface DownloadParts {
  readonly scope: CallScope;
  readonly transport: Transport;
  readonly sockets: LeverCall["sockets"];
  readonly clock: Clock;
  readonly switchedOff: AbortSignal;
}

/**
 * Begins a download. The scope's deadline counts until the answer begins: a large file may take longer. Whoever reads it
 * may leave at any time, through `signal`, the scope's own, or by destroying the body.
 */
export async function download(
  unsent: UnsentDownload,
  signal: AbortSignal | undefined,
  { scope, transport, sockets, clock, switchedOff }: DownloadParts,
): Promise<LeverDownload> {
  const stop = new StopSignal(clock).follow(switchedOff).follow(scope.signal, "left").follow(signal, "left");
  const inTime = stop.after(scope.deadlineAtMs - clock.monotonicMs(), "deadline");
  try {
    const call = { ...unsent, sockets, urgency: new Urgency(scope), report: scope.report, signal: stop.signal };
    const answer = await transport(call);
    // The transport is one of downloads; the layers between don't look into what they hand on.
    const begun = answer.value as LeverDownload;
    begun.body.once("close", () => stop[Symbol.dispose]());
    return begun;
  } catch (error) {
    stop[Symbol.dispose]();
    throw error;
  } finally {
    inTime();
  }
}
