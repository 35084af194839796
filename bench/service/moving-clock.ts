import type { Clock } from "../../src/time/clock.js";
import { systemClock } from "../../src/time/system-clock.js";

/** Goes as the machine's clock does, from a given time, and can be put forward: ages pass without being waited for. */
export class MovingClock implements Clock {
  #offsetMs = 0;
  readonly #startedAtMs = systemClock.monotonicMs();

  /** `startMs`: milliseconds since the Unix epoch. */
  constructor(private readonly startMs: number) {}

  epochMs(): number {
    return Math.floor(this.startMs + this.monotonicMs() - this.#startedAtMs);
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.#offsetMs;
  }

  /** As long as the machine's clock says: nothing that sleeps has a part in what is counted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(delayMs, signal);
  }

  random(): number {
    return systemClock.random();
  }

  putForward(spanMs: number): void {
    this.#offsetMs += spanMs;
  }
}
