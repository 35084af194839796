/** How often the event loop is looked at, milliseconds. */
const SAMPLE_EVERY_MS = 50;

/** One long step (a large answer, a collection of garbage) is no overload: so many samples in a row have to be late. */
const SAMPLES = 5;

/** By how much the last samples were late, at the least. */
export class StandingLag {
  #latest: readonly number[] = [];

  /** Takes a sample: by how many milliseconds it came too late. */
  sampled(latenessMs: number): void {
    this.#latest = [...this.#latest, Math.max(0, latenessMs)].slice(-SAMPLES);
  }

  /** What has been late all the time, milliseconds; 0 where a sample was on time. */
  get ms(): number {
    return this.#latest.length < SAMPLES ? 0 : Math.min(...this.#latest);
  }
}

/** How far the event loop of this process is behind. */
export interface LagMeter extends Disposable {
  /** See {@link StandingLag}. */
  readonly ms: number;
}

/** Starts to look at the event loop. Dispose it: it holds a timer, which keeps no process alive. */
export function startLagMeter(): LagMeter {
  const lag = new StandingLag();
  let dueMs = performance.now() + SAMPLE_EVERY_MS;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    lag.sampled(nowMs - dueMs);
    dueMs = nowMs + SAMPLE_EVERY_MS;
  }, SAMPLE_EVERY_MS).unref();
  return {
    get ms() {
      return lag.ms;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
