import type { Clock } from "../../src/time/clock.js";
import { systemClock } from "../../src/time/system-clock.js";

/**
 * The machine's clock, which a test sets forward: what is kept grows old, while time-outs and waits go on as they are.
 */
export class ForwardClock implements Clock {
  #aheadMs = 0;

  /** Both clocks go on from so much later, milliseconds. */
  forward(spanMs: number): void {
    this.#aheadMs += spanMs;
  }

  epochMs(): number {
    return systemClock.epochMs() + this.#aheadMs;
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.#aheadMs;
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(delayMs, signal);
  }

  random(): number {
    return systemClock.random();
  }
}
