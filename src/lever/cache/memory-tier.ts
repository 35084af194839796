import { LRUCache } from "lru-cache";
import type { Entry } from "./entry.js";

/** What is kept in this process at most. */
export interface MemoryLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** JSON takes about twice its size as objects, and each entry a bit of its own. */
const OBJECT_FACTOR = 2;
const ENTRY_BYTES = 500;

/** Values by reference, in this process: nobody may change what comes out of it. */
export class MemoryTier {
  readonly #entries: LRUCache<string, Entry>;

  constructor({ maxEntries, maxBytes }: MemoryLimits) {
    this.#entries = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => ENTRY_BYTES + OBJECT_FACTOR * bytes,
    });
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
  }

  /** Looks at every key: for what happens seldom. */
  deleteAll(prefix: string): void {
    for (const key of [...this.#entries.keys()]) if (key.startsWith(prefix)) this.#entries.delete(key);
  }
}
