import type { Keyv } from "keyv";
import type { Clock } from "../../time/clock.js";
import { after } from "../after.js";

/** Longer is not waited for a cache, milliseconds; more for many at once, which take longer to parse. */
const MAX_WAIT_MS = 50;
const MAX_WAIT_PER_KEY_MS = 0.1;

/** So many failures in a row, and the store is left alone for a while, milliseconds. */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MS = 1_000;

/** Longer is not waited for a removal, milliseconds. */
const MAX_REMOVAL_MS = 5_000;

/** Removes every key that begins so. */
export type RemoveKeys = (prefix: string) => Promise<void>;

/** Something to keep. */
export interface SharedItem {
  readonly key: string;
  readonly value: unknown;
  readonly ttlMs: number;
}

/** Whether a Keyv keeps things in this process only: then there is nobody to share them with. */
export function isInMemory(cache: Keyv): boolean {
  return cache.store instanceof Map;
}

/**
 * A store that all replicas share. It may be slow, full or gone at any time: that is a miss, never a failure and never
 * a wait. The Keyv is taken over: it is told to report failures instead of passing them off as misses, and to pass off as
 * misses the values that can't be read.
 */
export class SharedTier {
  #failuresInARow = 0;
  #pausedUntilMs = -Infinity;
  /** Some adapters only tell of a failure by an event, and answer as if nothing were there. */
  #errorEvents = 0;

  constructor(
    private readonly cache: Keyv,
    private readonly clock: Pick<Clock, "sleep" | "monotonicMs">,
    private readonly onError: (error: Error) => void,
    private readonly removeKeys: RemoveKeys = () => Promise.resolve(),
  ) {
    cache.throwOnErrors = true;
    cache.deserialize = readable(cache.deserialize, onError);
    cache.on("error", (error: unknown) => {
      this.#errorEvents++;
      this.onError(toError(error));
    });
  }

  /** The store didn't answer the last time. */
  get isDegraded(): boolean {
    return this.#failuresInARow > 0;
  }

  /** In the order of the keys, undefined for what isn't there; null when the store could not be asked. */
  async getMany(keys: readonly string[]): Promise<readonly unknown[] | null> {
    const { cache } = this;
    const store = cache.store as { readonly getMany?: unknown };
    const asked = [...keys];
    return this.#guarded(keys.length, () =>
      // Without a getMany of the store's own, Keyv's swallows failures.
      typeof store.getMany === "function"
        ? cache.getMany<unknown>(asked)
        : Promise.all(asked.map((key) => cache.get<unknown>(key))),
    );
  }

  /** Whether they are kept now. */
  async setMany(items: readonly SharedItem[]): Promise<boolean> {
    const entries = items.map(({ key, value, ttlMs }) => ({ key, value, ttl: ttlMs }));
    return (await this.#guarded(items.length, () => this.cache.setMany(entries))) !== null;
  }

  /** Removes what is kept under keys that begin so. Looks at every key of the store: for what happens seldom. */
  async removeAll(prefix: string): Promise<void> {
    try {
      await this.#inTime(MAX_REMOVAL_MS, () => this.removeKeys(prefix));
    } catch (error) {
      this.onError(toError(error));
    }
  }

  async #guarded<Value>(count: number, ask: () => Promise<Value>): Promise<Value | null> {
    if (this.clock.monotonicMs() < this.#pausedUntilMs) return null;
    const eventsBefore = this.#errorEvents;
    try {
      const value = await this.#inTime(MAX_WAIT_MS + count * MAX_WAIT_PER_KEY_MS, ask);
      if (this.#errorEvents !== eventsBefore) return this.#failed();
      this.#failuresInARow = 0;
      return value;
    } catch (error) {
      this.onError(toError(error));
      return this.#failed();
    }
  }

  #failed(): null {
    if (++this.#failuresInARow >= FAILURES_TO_PAUSE) this.#pausedUntilMs = this.clock.monotonicMs() + PAUSE_MS;
    return null;
  }

  #inTime<Value>(maxWaitMs: number, ask: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const cancel = after(this.clock, maxWaitMs, () => reject(new Error("The shared cache did not answer in time")));
      ask().then(resolve, reject).finally(cancel);
    });
  }
}

/**
 * One value that can't be read (sealed with a key that is gone, cut off, somebody else's) is a miss of its own: it must
 * not spoil what is asked for with it, nor pass for a store that is down. Its error may quote it and is left out.
 */
function readable(read: Keyv["deserialize"], onError: (error: Error) => void): Keyv["deserialize"] {
  if (!read) return read;
  return async (text) => {
    try {
      return await read(text);
    } catch {
      onError(new Error("A value in the shared cache can't be read"));
      return undefined;
    }
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
