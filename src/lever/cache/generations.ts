import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../time/clock.js";
import type { EpochMillis } from "../wire.js";
import { CACHE_FORMAT, type Owner, stampOf } from "./entry.js";
import type { SharedTier } from "./shared-tier.js";

/** Much longer than any value is kept; a generation that is gone is replaced by one that never was. */
const TTL_MS = 7 * 24 * 60 * 60_000;

/** Generations remembered in this process. */
const MAX_KNOWN = 50_000;

/** The name of the generation that covers everything of a connection. */
export const WHOLE = "whole";

/** The present generation of a part of a connection's values. */
export interface Generation {
  readonly token: string;
  /** Known to have been the present one ever since: what was asked for later is of this generation. */
  readonly since: EpochMillis;
}

type Connection = Pick<Owner, "accountId" | "connectionId">;

/**
 * What makes a value out of date before its age: each part of a connection's values has a generation, a value holds the
 * one that it was asked for in, and a write begins a new one. A read that a write has overtaken can't bring its value
 * back: it holds the old one.
 *
 * Generations are random texts, not numbers: two replicas may begin one at the same time, and neither may take the
 * other's for its own.
 */
export class Generations {
  readonly #known: LRUCache<string, Generation>;
  /** Begun here, and not yet known to the others. */
  readonly #unpublished = new Set<string>();
  /** When something was forgotten for want of room: nothing is known of before. */
  #forgottenAt: EpochMillis = -Infinity;

  constructor(
    private readonly shared: SharedTier | null,
    private readonly clock: Pick<Clock, "epochMs">,
    /** Hears of connections, by their stamp, of which nothing that was kept is to be used again. */
    private readonly onOver: (stamp: string) => void = () => undefined,
  ) {
    this.#known = new LRUCache({
      max: MAX_KNOWN,
      dispose: (_, __, reason) => {
        if (reason === "evict") this.#forgottenAt = clock.epochMs() + 1;
      },
    });
  }

  /** Nobody else can begin one: they need not be looked up again. */
  get isLocal(): boolean {
    return this.shared === null;
  }

  /** The present generations of that name, in their order. Where the shared store can't be asked: as last known. */
  async read(connection: Connection, names: readonly string[]): Promise<readonly Generation[]> {
    const keys = names.map((name) => keyOf(connection, name));
    if (this.shared) await this.#refresh(this.shared, keys);
    return keys.map((key) => this.#known.get(key) ?? this.#begin(key, this.#forgottenAt));
  }

  /** Begins new ones. Resolves once the others know, or can't be told now; then they are told with the next read. */
  async raise(connection: Connection, names: readonly string[]): Promise<void> {
    const keys = names.map((name) => keyOf(connection, name));
    for (const key of keys) this.#begin(key, this.clock.epochMs() + 1);
    if (names.includes(WHOLE)) this.onOver(stampOf(connection));
    if (!this.shared) return;
    for (const key of keys) this.#unpublished.add(key);
    await this.#publish(this.shared, keys);
  }

  #begin(key: string, since: EpochMillis): Generation {
    const generation = { token: randomUUID(), since };
    this.#known.set(key, generation);
    return generation;
  }

  async #refresh(shared: SharedTier, keys: readonly string[]): Promise<void> {
    const unpublished = keys.filter((key) => this.#unpublished.has(key));
    if (unpublished.length > 0 && !(await this.#publish(shared, unpublished))) return;
    const before = keys.map((key) => this.#known.get(key)?.token);
    const tokens = await shared.getMany(keys);
    if (!tokens) return;
    const now = this.clock.epochMs();
    // What has begun here while the store was asked is newer than its answer.
    const unchanged = keys.flatMap((key, index) =>
      this.#known.get(key)?.token === before[index] ? [{ key, token: tokens[index] }] : [],
    );
    const missing = unchanged.filter(({ key, token }) => !this.#learn(key, token, now)).map(({ key }) => key);
    for (const key of missing) this.#begin(key, now);
    if (missing.length > 0) await this.#publish(shared, missing);
  }

  /** False where the others have none. */
  #learn(key: string, token: unknown, now: EpochMillis): boolean {
    if (typeof token !== "string") return false;
    const known = this.#known.get(key);
    if (known?.token === token) return true;
    this.#known.set(key, { token, since: now });
    const [, stamp] = known ? (WHOLE_KEY.exec(key) ?? []) : [];
    if (stamp !== undefined) this.onOver(stamp);
    return true;
  }

  async #publish(shared: SharedTier, keys: readonly string[]): Promise<boolean> {
    const items = keys.map((key) => {
      const { token } = this.#known.get(key) ?? this.#begin(key, this.clock.epochMs() + 1);
      return { key, value: token, ttlMs: TTL_MS };
    });
    if (!(await shared.setMany(items))) return false;
    // One that was begun meanwhile is still to be told.
    for (const { key, value } of items) if (this.#known.get(key)?.token === value) this.#unpublished.delete(key);
    return true;
  }
}

/** The key of the generation of everything of a connection, with the connection's stamp. */
const WHOLE_KEY = new RegExp(`^lever:${CACHE_FORMAT}:generation:(.*):${WHOLE}$`, "s");

function keyOf(connection: Connection, name: string): string {
  return `lever:${CACHE_FORMAT}:generation:${stampOf(connection)}:${name}`;
}
