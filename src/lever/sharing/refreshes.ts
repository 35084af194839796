import { LRUCache } from "lru-cache";
import type { Clock } from "../../time/clock.js";

/** After a refresh that failed, the next one is not tried sooner, milliseconds: everybody who reads would ask for it. */
const REST_MS = 10_000;

/** Questions whose rest is remembered. */
const MAX_RESTING = 10_000;

/**
 * Reads again, behind those who were given an answer a little past its age: each question once at a time, and not again
 * at once where that failed. Nothing is read that nobody asked for.
 */
export class Refreshes {
  readonly #underWay = new Set<string>();
  readonly #restUntilMs = new LRUCache<string, number>({ max: MAX_RESTING });

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  /** Begins, and does not wait; a failure is nobody's: the next who asks past the time that is allowed hears of it. */
  begin(key: string, read: () => Promise<unknown>): void {
    if (this.#underWay.has(key) || this.clock.monotonicMs() < (this.#restUntilMs.get(key) ?? -Infinity)) return;
    this.#underWay.add(key);
    const failed = () => {
      this.#restUntilMs.set(key, this.clock.monotonicMs() + REST_MS);
    };
    void read()
      .then(() => this.#restUntilMs.delete(key), failed)
      .finally(() => this.#underWay.delete(key));
  }
}
