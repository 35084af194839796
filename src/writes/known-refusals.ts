import { LRUCache } from "lru-cache";
import type { Clock } from "../time/clock.js";

/** An admin may tick a permission on Lever's page at any time: it is asked for again after so long, milliseconds. */
const FORGET_AFTER_MS = 10 * 60_000;

const MAX_KNOWN = 10_000;

/** A connection with one and the same key. */
export interface KeyHolder {
  readonly id: string;
  readonly epoch: number;
}

/**
 * Permissions that Lever refused to a connection's key, where there is another way to do the same: so that the refused
 * one is not tried before it each time. Of this process; another key is asked anew.
 */
export class KnownRefusals {
  readonly #refusedAtMs = new LRUCache<string, number>({ max: MAX_KNOWN });

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  has(holder: KeyHolder, permission: string): boolean {
    const refusedAtMs = this.#refusedAtMs.get(keyOf(holder, permission));
    return refusedAtMs !== undefined && this.clock.monotonicMs() - refusedAtMs < FORGET_AFTER_MS;
  }

  add(holder: KeyHolder, permission: string): void {
    this.#refusedAtMs.set(keyOf(holder, permission), this.clock.monotonicMs());
  }
}

function keyOf({ id, epoch }: KeyHolder, permission: string): string {
  return `${id} ${epoch} ${permission}`;
}
