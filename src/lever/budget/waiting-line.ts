import type { Lane } from "../scope.js";
import type { Urgency, UrgencyOf } from "../urgency.js";
import type { Demand } from "./token-source.js";

/** A request in the line. */
export interface Waiter {
  readonly urgency: Urgency;
  readonly sinceMs: number;
}

const LANES: readonly Lane[] = ["interactive", "follow-up", "background"];

/** How long a lane lets others go first, milliseconds. */
const PATIENCE_MS: Readonly<Record<Lane, number>> = { interactive: Infinity, "follow-up": 2_000, background: 5_000 };

/** One of so many turns goes to whoever has lost patience: no lane starves, and no lane is held up by it. */
export const TURNS_FOR_ONE_IMPATIENT = 10;

/**
 * Who goes next: the interactive lane first, then follow-ups of writes, then background work; within a lane the users
 * take turns; and now and then somebody who has waited too long.
 */
export class WaitingLine<Entry extends Waiter> {
  readonly #lanes = new Map<Lane, Map<string, Set<Entry>>>(LANES.map((lane) => [lane, new Map()]));
  /** Where an entry stands: its urgency may have risen since. */
  readonly #places = new Map<Entry, { readonly lane: Lane; readonly userKey: string }>();
  #turnsSinceImpatient = 0;

  get length(): number {
    return this.#places.size;
  }

  /** From the front to the back, roughly: lane by lane, user by user. */
  entries(): Entry[] {
    return LANES.flatMap((lane) => [...this.#users(lane).values()].flatMap((entries) => [...entries]));
  }

  add(entry: Entry): void {
    const { lane, userKey } = entry.urgency;
    const users = this.#users(lane);
    const entries = users.get(userKey) ?? new Set();
    users.set(userKey, entries.add(entry));
    this.#places.set(entry, { lane, userKey });
  }

  remove(entry: Entry): void {
    const place = this.#places.get(entry);
    if (!place) return;
    this.#places.delete(entry);
    const users = this.#users(place.lane);
    const entries = users.get(place.userKey);
    entries?.delete(entry);
    if (entries?.size === 0) users.delete(place.userKey);
  }

  /** Follows an entry whose urgency has risen to its new place; at that lane's end. */
  move(entry: Entry): void {
    const place = this.#places.get(entry);
    if (!place || (place.lane === entry.urgency.lane && place.userKey === entry.urgency.userKey)) return;
    this.remove(entry);
    this.add(entry);
  }

  /** Takes the next one out. Background work is only taken where there is room for it, or when its turn has come. */
  take(nowMs: number, isRoomForBackground: boolean): Entry | undefined {
    const impatient = this.#isTurnOfImpatient ? this.#impatient(nowMs) : undefined;
    const taken =
      impatient ??
      this.#firstOf("interactive") ??
      this.#firstOf("follow-up") ??
      (isRoomForBackground ? this.#firstOf("background") : undefined);
    if (!taken) return undefined;
    this.#turnsSinceImpatient = taken === impatient ? 0 : this.#turnsSinceImpatient + 1;
    this.#takeOut(taken);
    return taken;
  }

  /** Who waits, as far as where tokens come from has to know. */
  get demand(): Demand {
    const foreground = this.#sizeOf("interactive") + this.#sizeOf("follow-up");
    const oldest = this.#oldestOf("background");
    const backgroundOverdueAtMs = oldest ? oldest.sinceMs + PATIENCE_MS.background : Infinity;
    return {
      foreground,
      background: this.length - foreground,
      backgroundTurnAtMs: this.#isTurnOfImpatient ? backgroundOverdueAtMs : Infinity,
      backgroundOverdueAtMs,
    };
  }

  /** How many would go before a request of that urgency that came now, or before an entry that is in the line. */
  ahead(urgency: UrgencyOf, entry?: Entry): number {
    const lanesBefore = LANES.slice(0, LANES.indexOf(urgency.lane));
    const before = lanesBefore.reduce((sum, lane) => sum + this.#sizeOf(lane), 0);
    const own = this.#users(urgency.lane).get(urgency.userKey);
    const position = own && entry && own.has(entry) ? [...own].indexOf(entry) : (own?.size ?? 0);
    let inTurns = position;
    for (const [userKey, entries] of this.#users(urgency.lane)) {
      if (userKey !== urgency.userKey) inTurns += Math.min(entries.size, position + 1);
    }
    return before + inTurns;
  }

  #users(lane: Lane): Map<string, Set<Entry>> {
    return this.#lanes.get(lane) ?? new Map<string, Set<Entry>>();
  }

  #sizeOf(lane: Lane): number {
    let size = 0;
    for (const entries of this.#users(lane).values()) size += entries.size;
    return size;
  }

  #firstOf(lane: Lane): Entry | undefined {
    const [entries] = this.#users(lane).values();
    const [first] = entries ?? [];
    return first;
  }

  get #isTurnOfImpatient(): boolean {
    return this.#turnsSinceImpatient >= TURNS_FOR_ONE_IMPATIENT - 1;
  }

  #oldestOf(lane: Lane): Entry | undefined {
    let oldest: Entry | undefined;
    for (const [first] of this.#users(lane).values()) {
      if (first && (!oldest || first.sinceMs < oldest.sinceMs)) oldest = first;
    }
    return oldest;
  }

  /** Whoever is furthest past the patience of the lane. */
  #impatient(nowMs: number): Entry | undefined {
    let impatient: Entry | undefined;
    let longestMs = 0;
    for (const lane of LANES) {
      const oldest = this.#oldestOf(lane);
      const pastMs = oldest ? nowMs - oldest.sinceMs - PATIENCE_MS[lane] : -Infinity;
      if (oldest && pastMs >= longestMs) [impatient, longestMs] = [oldest, pastMs];
    }
    return impatient;
  }

  /** Its user goes to the end of the lane. */
  #takeOut(entry: Entry): void {
    const place = this.#places.get(entry);
    this.remove(entry);
    if (!place) return;
    const users = this.#users(place.lane);
    const rest = users.get(place.userKey);
    if (!rest) return;
    users.delete(place.userKey);
    users.set(place.userKey, rest);
  }
}
