import type { CallScope, Lane } from "./scope.js";

const RANK: Readonly<Record<Lane, number>> = { interactive: 0, "follow-up": 1, background: 2 };

/** What decides when a request gets its turn. */
export type UrgencyOf = Pick<CallScope, "lane" | "userKey" | "deadlineAtMs">;

/**
 * How urgent a request is. It may rise while the request waits: when somebody more urgent, or with more time, comes to
 * need the same answer.
 */
export class Urgency implements UrgencyOf {
  #now: UrgencyOf;
  readonly #listeners = new Set<() => void>();
  /** Whether the request is waiting for its key's budget. */
  isQueued = false;

  constructor(first: UrgencyOf) {
    this.#now = first;
  }

  get lane(): Lane {
    return this.#now.lane;
  }

  get userKey(): string {
    return this.#now.userKey;
  }

  get deadlineAtMs(): number {
    return this.#now.deadlineAtMs;
  }

  /** Takes the more urgent lane and the later deadline of what it was and `joining`. */
  raise(joining: UrgencyOf): void {
    const deadlineAtMs = Math.max(this.#now.deadlineAtMs, joining.deadlineAtMs);
    const { lane, userKey } = RANK[joining.lane] < RANK[this.#now.lane] ? joining : this.#now;
    this.#now = { lane, userKey, deadlineAtMs };
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each rise. @returns what ends it */
  onRaise(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
