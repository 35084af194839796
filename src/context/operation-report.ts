import type { CallReport, CostReport } from "../lever/scope.js";

/** More calls than these are counted, and not listed one by one. */
const MAX_LISTED_CALLS = 1_000;

/** What one operation cost at Lever. */
export class OperationReport implements CostReport {
  readonly #calls: CallReport[] = [];
  readonly #fingerprints = new Set<string>();
  #requests = 0;
  #cacheHits = 0;
  #coalesced = 0;
  #waitedMs = 0;
  #oldestStaleAt: number | null = null;

  onRequest(call: CallReport): void {
    this.#requests++;
    if (this.#calls.length < MAX_LISTED_CALLS) this.#calls.push(call);
  }

  onCacheHit(answers: number): void {
    this.#cacheHits += answers;
  }

  onCoalesced(): void {
    this.#coalesced++;
  }

  onWaited(waitedMs: number): void {
    this.#waitedMs += waitedMs;
  }

  onStale(fetchedAt: number): void {
    this.#oldestStaleAt = Math.min(this.#oldestStaleAt ?? Infinity, fetchedAt);
  }

  /** The operation may spend the budget of that key. */
  onBudget(fingerprint: string): void {
    this.#fingerprints.add(fingerprint);
  }

  /** The requests that were really sent, in the order in which they ended. */
  get calls(): readonly CallReport[] {
    return this.#calls;
  }

  get requests(): number {
    return this.#requests;
  }

  get cacheHits(): number {
    return this.#cacheHits;
  }

  /** Answers shared with a request that was already under way. */
  get coalesced(): number {
    return this.#coalesced;
  }

  /** Over all requests, milliseconds. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** When the oldest answer was read that was served past its age because Lever was away; null: none was. */
  get oldestStaleAt(): number | null {
    return this.#oldestStaleAt;
  }

  /** Fingerprints of the keys whose budgets it may have spent. */
  get fingerprints(): readonly string[] {
    return [...this.#fingerprints];
  }
}
