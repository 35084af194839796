import { LRUCache } from "lru-cache";
import { type ConnectionRecord, StoreUnavailable } from "../store/store.js";
import type { Clock } from "../time/clock.js";

/**
 * How long a connection is known without the database, milliseconds. While the database is away nobody can switch a
 * connection off; what another replica did just before it went is not known here for as long.
 */
const KNOWN_MS = 60_000;

/** A database that was away just now is not asked for as long, milliseconds: a dead one takes seconds to say so. */
const AWAY_MS = 1_000;

const MAX_KNOWN = 10_000;

type Key = readonly [accountId: string, connectionId: string | null];

interface Known<Value> {
  readonly value: Value;
  readonly atMs: number;
}

/** What was read of connections lately, so that reads go on while the database is away. */
export class RememberedConnections {
  readonly #known = new LRUCache<string, Known<ConnectionRecord | readonly ConnectionRecord[]>>({ max: MAX_KNOWN });
  #awayUntilMs = -Infinity;

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  /** One connection, as the database has it; where it is away, as it was lately. @throws StoreUnavailable */
  one(accountId: string, id: string, read: () => Promise<ConnectionRecord | null>): Promise<ConnectionRecord | null> {
    return this.#remembering([accountId, id], read);
  }

  /** An account's connections, likewise. @throws StoreUnavailable */
  all(accountId: string, read: () => Promise<readonly ConnectionRecord[]>): Promise<readonly ConnectionRecord[]> {
    return this.#remembering([accountId, null], read);
  }

  /** It was changed or removed here: what was known of it, and of its account's list, is so no more. */
  forget({ accountId, id }: Pick<ConnectionRecord, "accountId" | "id">): void {
    this.#known.delete(keyOf([accountId, id]));
    this.#known.delete(keyOf([accountId, null]));
  }

  async #remembering<Value extends ConnectionRecord | readonly ConnectionRecord[] | null>(
    key: Key,
    read: () => Promise<Value>,
  ): Promise<Value> {
    const known = this.#lately(key) as Known<Value & object> | undefined;
    if (known && this.clock.monotonicMs() < this.#awayUntilMs) return known.value;
    try {
      const value = await read();
      if (value === null) this.#known.delete(keyOf(key));
      else this.#known.set(keyOf(key), { value, atMs: this.clock.monotonicMs() });
      return value;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#awayUntilMs = this.clock.monotonicMs() + AWAY_MS;
      if (known) return known.value;
      throw error;
    }
  }

  #lately(key: Key): Known<unknown> | undefined {
    const known = this.#known.get(keyOf(key));
    return known && this.clock.monotonicMs() - known.atMs <= KNOWN_MS ? known : undefined;
  }
}

function keyOf(key: Key): string {
  return JSON.stringify(key);
}
