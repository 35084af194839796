import { createHash } from "node:crypto";
import type { Clock } from "../../time/clock.js";
import { CACHE_FORMAT, type Entry, graceMs, type Owner, retentionMs, stampOf } from "./entry.js";
import type { MemoryTier } from "./memory-tier.js";
import type { SharedTier } from "./shared-tier.js";

/** Larger values are kept in this process only, bytes of JSON. */
const MAX_SHARED_BYTES = 4 * 2 ** 20;

/** Without word from the others, values may have been written over without our knowing: trust them less, milliseconds. */
const MAX_DEGRADED_AGE_MS = 30_000;

/** A wall clock may have been set back: a value from the future is as good as none. */
const CLOCK_SKEW_MS = 5_000;

/** A key in the shared store holds no address and no other thing of a candidate's: it may be seen by operators. */
function sharedKeyOf(owner: Owner, key: string): string {
  const digest = createHash("sha256").update(key).digest("base64url");
  return `${sharedPrefixOf(stampOf(owner))}${owner.epoch}:${digest}`;
}

function sharedPrefixOf(stamp: string): string {
  return `lever:${CACHE_FORMAT}:value:${stamp}:`;
}

/** What all keys of an owner begin with in this process. */
function memoryPrefixOf(owner: Owner): string {
  return `${stampOf(owner)}${owner.epoch} `;
}

/** What stores are made of. */
export interface ValueStoreParts {
  readonly memory: MemoryTier;
  /** Null where there is nobody to share with. */
  readonly shared: SharedTier | null;
  readonly clock: Pick<Clock, "epochMs">;
  /** Told of a value that was found in another owner's place; it was not used. */
  readonly onError: (error: Error) => void;
}

/** Values of all connections, in this process and, where there is one, in a store that replicas share. */
export class ValueStore {
  constructor(private readonly parts: ValueStoreParts) {}

  /** In the order of the keys; whatever is there, of any age and generation, but never another owner's. */
  async find(owner: Owner, keys: readonly string[], isUsable: (entry: Entry) => boolean): Promise<Found> {
    const { memory, shared } = this.parts;
    const stamp = stampOf(owner);
    const prefix = memoryPrefixOf(owner);
    const found = keys.map((key) => this.#own(stamp, memory.get(prefix + key)));
    if (!shared) return found;
    const missing = keys.flatMap((key, index) => {
      const entry = found[index];
      return entry && isUsable(entry) ? [] : [{ key, index }];
    });
    if (missing.length === 0) return found;
    const values = await shared.getMany(missing.map(({ key }) => sharedKeyOf(owner, key)));
    missing.forEach(({ key, index }, position) => {
      const entry = this.#own(stamp, entryOf(values?.[position]));
      const known = found[index];
      if (!entry || (known && known.fetchedAt > entry.fetchedAt && !isUsable(entry))) return;
      found[index] = entry;
      memory.set(prefix + key, entry);
    });
    return found;
  }

  /** Keeps values. The shared store is told, and not waited for. */
  keep(owner: Owner, entries: readonly (readonly [key: string, entry: Entry])[]): void {
    const { memory, shared } = this.parts;
    const prefix = memoryPrefixOf(owner);
    const latest = entries.filter(([key, entry]) => !this.#isOvertaken(memory.get(prefix + key), entry));
    for (const [key, entry] of latest) memory.set(prefix + key, entry);
    if (!shared) return;
    const items = latest.flatMap(([key, entry]) =>
      entry.bytes <= MAX_SHARED_BYTES
        ? [{ key: sharedKeyOf(owner, key), value: entry, ttlMs: retentionMs(entry.maxAgeMs) }]
        : [],
    );
    if (items.length > 0) void shared.setMany(items);
  }

  /** Lets go of all values with that stamp in this process. What is under way is kept under a generation that is over. */
  dropHere(stamp: string): void {
    this.parts.memory.deleteAll(stamp);
  }

  /** As {@link dropHere}, and in the shared store. Where that can't be reached, values there are left to their age. */
  async drop(stamp: string): Promise<void> {
    this.dropHere(stamp);
    await this.parts.shared?.removeAll(sharedPrefixOf(stamp));
  }

  /** A slow answer must not take the place of one that was asked for after it. */
  #isOvertaken(known: Entry | undefined, { fetchedAt }: Entry): boolean {
    return known !== undefined && known.fetchedAt > fetchedAt && known.fetchedAt <= this.parts.clock.epochMs();
  }

  /** Within its age. */
  isFresh({ fetchedAt, maxAgeMs }: Entry, nowMs = this.parts.clock.epochMs()): boolean {
    const limitMs = this.parts.shared?.isDegraded ? Math.min(maxAgeMs, MAX_DEGRADED_AGE_MS) : maxAgeMs;
    return isWithin(nowMs - fetchedAt, limitMs);
  }

  /** A little past its age, and good enough while it is read again. Not while the others' word may be missed. */
  isInGrace({ fetchedAt, maxAgeMs }: Entry): boolean {
    const ageMs = this.parts.clock.epochMs() - fetchedAt;
    return this.parts.shared?.isDegraded !== true && isWithin(ageMs, maxAgeMs + graceMs(maxAgeMs));
  }

  /** Past its age, but good enough while Lever can't be asked. */
  isRetained({ fetchedAt, maxAgeMs }: Entry): boolean {
    return isWithin(this.parts.clock.epochMs() - fetchedAt, retentionMs(maxAgeMs));
  }

  #own(stamp: string, entry: Entry | undefined): Entry | undefined {
    if (!entry || entry.stamp === stamp) return entry;
    this.parts.onError(new Error("A cached value was found in another connection's place"));
    return undefined;
  }
}

function isWithin(ageMs: number, limitMs: number): boolean {
  return ageMs < limitMs && ageMs > -CLOCK_SKEW_MS;
}

/** One for each key; undefined for what isn't there. */
export type Found = (Entry | undefined)[];

/** What a shared store gives is checked like anything from outside. */
function entryOf(value: unknown): Entry | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entry = value as Partial<Entry>;
  const texts = [entry.stamp, entry.part, entry.whole, entry.generation];
  const isEntry =
    texts.every((text) => typeof text === "string") &&
    [entry.fetchedAt, entry.maxAgeMs].every((millis) => Number.isFinite(millis)) &&
    Number.isSafeInteger(entry.bytes) &&
    Number(entry.bytes) >= 0;
  return isEntry ? (value as Entry) : undefined;
}
