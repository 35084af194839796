import type { Clock } from "../../src/time/clock.js";

interface Sleeper {
  readonly dueMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * A clock that stands still until a test moves it.
 *
 * Sleepers wake in the order in which they are due, each at its own time: what a sleeper does next sees the time at
 * which it woke, and may sleep again within the same `advance`.
 */
export class ManualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  #wallOffsetMs: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();
  /** What {@link random} gives. */
  randomValue = 0.5;

  constructor(startEpochMs = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = startEpochMs;
  }

  /** How many are asleep. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** When the next of them is due, on the monotonic clock; undefined when nobody sleeps. */
  get nextDueMs(): number | undefined {
    return this.#next()?.dueMs;
  }

  epochMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  random(): number {
    return this.randomValue;
  }

  async sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
        this.#notify();
      };
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const sleeper = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, wake };
      signal?.addEventListener("abort", leave, { once: true });
      this.#sleepers.add(sleeper);
      this.#notify();
    });
  }

  /** Moves time on, waking whoever is due on the way, and lets what they set off settle. */
  async advance(spanMs: number): Promise<void> {
    const untilMs = this.#nowMs + spanMs;
    await settle();
    for (let next = this.#next(); next && next.dueMs <= untilMs; next = this.#next()) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
      await settle();
    }
    this.#nowMs = untilMs;
    await settle();
  }

  /** Sets the wall clock forth or back, as an administrator would; the monotonic clock goes on. */
  jumpWallClock(spanMs: number): void {
    this.#wallOffsetMs += spanMs;
  }

  /** Resolves once at least `count` are asleep. */
  untilSleeping(count: number): Promise<void> {
    return this.until(() => this.#sleepers.size >= count);
  }

  /** Resolves once somebody is asleep who is due within `spanMs` from now. */
  untilDueWithin(spanMs: number): Promise<void> {
    return this.until(() => (this.nextDueMs ?? Infinity) <= this.#nowMs + spanMs);
  }

  /**
   * Sees a promise through: whenever somebody sleeps who is due within `spanMs`, time moves on to then. Longer sleeps,
   * such as time-outs, are left alone.
   */
  async finish<Value>(promise: Promise<Value>, spanMs = 2_000): Promise<Value> {
    const outcome = { isSettled: false };
    const settle = () => {
      outcome.isSettled = true;
    };
    const settled = promise.then(settle, settle);
    for (;;) {
      await Promise.race([settled, this.untilDueWithin(spanMs)]);
      if (outcome.isSettled) return promise;
      await this.advance(Math.max(0, (this.nextDueMs ?? this.#nowMs) - this.#nowMs));
    }
  }

  /** Resolves once `isReached` holds; looked at whenever somebody falls asleep or is woken before their time. */
  async until(isReached: () => boolean): Promise<void> {
    if (isReached()) return;
    await new Promise<void>((resolve) => {
      const watch = () => {
        if (!isReached()) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (!next || sleeper.dueMs < next.dueMs || (sleeper.dueMs === next.dueMs && sleeper.order < next.order)) {
        next = sleeper;
      }
    }
    return next;
  }
}

/** Lets everything run that needs no time to pass and no network: promises, and what is queued behind them. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
