import type { Clock } from "../../time/clock.js";
import type { Fetched } from "../client.js";
import { type Entry, type Owner, partsTouchedBy, stampOf } from "./entry.js";
import { type Generation, type Generations, WHOLE } from "./generations.js";
import type { ValueStore } from "./value-store.js";

/** Within one operation generations are looked up once; a long one looks again after this, milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** The present generations that a value of a part depends on. */
export interface Present {
  readonly whole: Generation;
  readonly part: Generation;
}

/** A value to keep. */
export interface Kept {
  readonly part: string;
  readonly present: Present;
  readonly maxAgeMs: number;
  readonly fetched: Fetched<unknown>;
  readonly bytes: number;
}

/** What caches are made of. */
export interface ConnectionCacheParts {
  readonly owner: Owner;
  readonly store: ValueStore;
  readonly generations: Generations;
  readonly clock: Pick<Clock, "monotonicMs" | "epochMs">;
}

/** The cache as one operation sees it on one connection. */
export class ConnectionCache {
  readonly #looked = new Map<string, { readonly generation: Generation; readonly atMs: number }>();

  constructor(private readonly parts: ConnectionCacheParts) {}

  /** The present generations of a part. */
  async present(part: string): Promise<Present> {
    const [whole, own] = await this.#generations([WHOLE, part]);
    if (!whole || !own) throw new RangeError("Two generations were asked for");
    return { whole, part: own };
  }

  /** What is kept under those keys and not written over since; of any age within its retention. */
  async find(parts: readonly string[], keys: readonly string[]): Promise<(Entry | undefined)[]> {
    const { store } = this.parts;
    return this.#find(parts, keys, (entry) => store.isRetained(entry));
  }

  /** As {@link find}, within their age. */
  async findFresh(parts: readonly string[], keys: readonly string[]): Promise<(Entry | undefined)[]> {
    const { store, clock } = this.parts;
    const nowMs = clock.epochMs();
    return this.#find(parts, keys, (entry) => store.isFresh(entry, nowMs));
  }

  async #find(
    parts: readonly string[],
    keys: readonly string[],
    isGood: (entry: Entry) => boolean,
  ): Promise<(Entry | undefined)[]> {
    const { store, owner } = this.parts;
    const names = [WHOLE, ...parts];
    const tokens = new Map((await this.#generations(names)).map(({ token }, index) => [names[index], token]));
    const whole = tokens.get(WHOLE);
    const isPresent = (entry: Entry): boolean => entry.whole === whole && entry.generation === tokens.get(entry.part);
    const found = await store.find(owner, keys, (entry) => isPresent(entry) && store.isFresh(entry));
    return found.map((entry) => (entry && isPresent(entry) && isGood(entry) ? entry : undefined));
  }

  get nowEpochMs(): number {
    return this.parts.clock.epochMs();
  }

  isFresh(entry: Entry): boolean {
    return this.parts.store.isFresh(entry);
  }

  /** Past its age, and still to be served while it is read again. */
  isInGrace(entry: Entry): boolean {
    return this.parts.store.isInGrace(entry);
  }

  /** Keeps values, each under the generations that it was asked for in. */
  keep(values: readonly (readonly [key: string, kept: Kept])[]): void {
    const { store, owner } = this.parts;
    const stamp = stampOf(owner);
    store.keep(
      owner,
      values.map(([key, { part, present, maxAgeMs, fetched, bytes }]) => [
        key,
        {
          stamp,
          part,
          whole: present.whole.token,
          generation: present.part.token,
          fetchedAt: fetched.fetchedAt,
          maxAgeMs,
          bytes,
          value: fetched.value,
        },
      ]),
    );
  }

  /** After a write to a resource: what it may have changed is out of date. */
  async written(resource: string): Promise<void> {
    this.#looked.clear();
    await this.parts.generations.raise(this.parts.owner, partsTouchedBy(resource));
  }

  async #generations(names: readonly string[]): Promise<readonly Generation[]> {
    const { generations, owner, clock } = this.parts;
    const nowMs = clock.monotonicMs();
    const known = names.map((name) => this.#looked.get(name));
    if (!generations.isLocal && known.every((look) => look && nowMs - look.atMs < LOOK_AGAIN_MS)) {
      return known.flatMap((look) => look?.generation ?? []);
    }
    // All that this operation depends on at once: one round trip.
    const all = [...new Set([...names, ...this.#looked.keys()])];
    const read = await generations.read(owner, all);
    const byName = new Map(all.map((name, index) => [name, read[index]]));
    for (const [name, generation] of byName) if (generation) this.#looked.set(name, { generation, atMs: nowMs });
    return names.flatMap((name) => byName.get(name) ?? []);
  }
}
