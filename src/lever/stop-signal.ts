import { setMaxListeners } from "node:events";
import type { Clock } from "../time/clock.js";
import { after } from "./after.js";
import { LeverError, type LeverErrorCode, type LeverErrorDetails } from "./errors.js";
import { failedCall, type CallIdentity } from "./failure.js";

/** Why a request was given up on our side. */
export type StopReason = "left" | "deadline" | "disabled" | "broken" | "headers" | "body" | "closed";

/** The reason of every abort inside the Lever client. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor(readonly why: StopReason) {
    super(`Given up: ${why}`);
  }
}

const CODES: Partial<Record<StopReason, LeverErrorCode>> = { disabled: "DISABLED" };

/** The error for a request that was given up. `acted`: what Lever may have done by then. */
export function stoppedFailure(
  call: CallIdentity,
  reason: unknown,
  acted: LeverErrorDetails["acted"],
  status?: number,
): LeverError {
  const why = reason instanceof Stopped ? reason.why : "left";
  const timedOut = why === "headers" || why === "body" || why === "deadline";
  const details = { acted, ...(timedOut ? { timedOut } : {}), ...(status === undefined ? {} : { status }) };
  return new LeverError(CODES[why] ?? "UNAVAILABLE", failedCall(call), details);
}

/** One abort signal out of several causes: other signals and spans of time. Dispose it, or listeners stay behind. */
export class StopSignal implements Disposable {
  readonly #controller = new AbortController();
  readonly #undo: (() => void)[] = [];

  constructor(private readonly clock: Pick<Clock, "sleep">) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts for the reason given. */
  stop(why: StopReason): void {
    this.#controller.abort(new Stopped(why));
  }

  /** Aborts when another signal does, for its reason, or for `why` where a caller's own has none of ours. */
  follow(signal: AbortSignal | undefined, why?: StopReason): this {
    if (!signal) return this;
    // Many calls follow one connection's and one operation's signal; each leaves when it is over.
    setMaxListeners(0, signal);
    const abort = () => this.#controller.abort(why ? new Stopped(why) : signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    this.#undo.push(() => signal.removeEventListener("abort", abort));
    return this;
  }

  /** Aborts after `delayMs`, unless what is returned is called before. */
  after(delayMs: number, why: StopReason): () => void {
    const cancel = after(this.clock, delayMs, () => this.stop(why));
    this.#undo.push(cancel);
    return cancel;
  }

  [Symbol.dispose](): void {
    for (const undo of this.#undo) undo();
  }
}
