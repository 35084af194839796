import type { Clock } from "../../time/clock.js";
import { Stopped } from "../stop-signal.js";

/** What is looked back on, in slices that are forgotten one by one, milliseconds. */
const WINDOW_MS = 10_000;
const SLICE_MS = 1_000;

/** Fewer say nothing. */
const MIN_CALLS = 10;

/** How long nothing is sent before it is tried with one, milliseconds. */
const OPEN_MS = 5_000;

interface Slice {
  readonly startMs: number;
  calls: number;
  failures: number;
}

/**
 * How an attempt ended. "refused": Lever is there, and counts neither way (401, 403, 404, 429). "unknown": it was given
 * up before it could tell.
 */
export type BreakerOutcome = "success" | "failure" | "refused" | "unknown";

/** Leave for one attempt. */
export interface Passage {
  /** Aborted when the breaker opens: whoever has not sent yet should not. */
  readonly opened: AbortSignal;
  end(outcome: BreakerOutcome): void;
}

/** Stops asking a Lever that doesn't answer: for its sake, and so that callers know at once. */
export class CircuitBreaker {
  #slices: Slice[] = [];
  /** Null while it is closed. */
  #openUntilMs: number | null = null;
  #isProbing = false;
  #opened = new AbortController();

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  /** Milliseconds until it may be tried again; null where an attempt may be made now. Changes nothing. */
  get retryAfterMs(): number | null {
    if (this.#openUntilMs === null) return null;
    const leftMs = this.#openUntilMs - this.clock.monotonicMs();
    if (leftMs > 0) return leftMs;
    return this.#isProbing ? SLICE_MS : null;
  }

  /** Begins an attempt; null while the breaker is open. The first one after that is the only one until it is over. */
  enter(): Passage | null {
    if (this.retryAfterMs !== null) return null;
    if (this.#openUntilMs === null) return passage(this.#opened.signal, (outcome) => this.#count(outcome));
    this.#isProbing = true;
    return passage(new AbortController().signal, (outcome) => this.#probed(outcome));
  }

  #probed(outcome: BreakerOutcome): void {
    this.#isProbing = false;
    if (outcome === "failure") this.#open();
    else if (outcome !== "unknown") this.#openUntilMs = null;
  }

  #count(outcome: BreakerOutcome): void {
    // What was under way when the breaker opened says nothing about now.
    if ((outcome !== "success" && outcome !== "failure") || this.#openUntilMs !== null) return;
    const slice = this.#slice();
    slice.calls++;
    if (outcome === "failure") slice.failures++;
    if (outcome === "failure" && this.#isHalfFailing) this.#open();
  }

  get #isHalfFailing(): boolean {
    const calls = this.#slices.reduce((sum, slice) => sum + slice.calls, 0);
    const failures = this.#slices.reduce((sum, slice) => sum + slice.failures, 0);
    return calls >= MIN_CALLS && failures * 2 >= calls;
  }

  #slice(): Slice {
    const nowMs = this.clock.monotonicMs();
    this.#slices = this.#slices.filter(({ startMs }) => nowMs - startMs < WINDOW_MS);
    const last = this.#slices.at(-1);
    if (last && nowMs - last.startMs < SLICE_MS) return last;
    const slice = { startMs: nowMs, calls: 0, failures: 0 };
    this.#slices.push(slice);
    return slice;
  }

  #open(): void {
    this.#openUntilMs = this.clock.monotonicMs() + OPEN_MS;
    this.#slices = [];
    this.#opened.abort(new Stopped("broken"));
    this.#opened = new AbortController();
  }
}

/** Ends once, with what is said first. */
function passage(opened: AbortSignal, onEnd: (outcome: BreakerOutcome) => void): Passage {
  let isOver = false;
  return {
    opened,
    end: (outcome) => {
      if (!isOver) onEnd(outcome);
      isOver = true;
    },
  };
}
