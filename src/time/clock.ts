/**
 * Where the product reads time from, so that tests can hold it still.
 */
export interface Clock {
  /** Wall-clock time, milliseconds since the Unix epoch, UTC. May jump; never used to measure a span. */
  epochMs(): number;
  /** Milliseconds from an arbitrary start; never goes back. For budgets, deadlines and time-outs. */
  monotonicMs(): number;
  /**
   * Resolves after `delayMs` milliseconds.
   * @throws the signal's reason as soon as `signal` is aborted
   */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1), for jitter. Not for secrets. */
  random(): number;
}
