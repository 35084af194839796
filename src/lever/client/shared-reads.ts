import type { ConnectionCache, Present } from "../cache/connection-cache.js";
import { type Entry, partOf, resourceOf, stampOf } from "../cache/entry.js";
import type { Fetched, LeverTarget } from "../client.js";
import { LeverError } from "../errors.js";
import { failure } from "../failure.js";
import type { CallScope } from "../scope.js";
import type { Flights, Passenger } from "../sharing/flights.js";
import type { Refreshes } from "../sharing/refreshes.js";
import type { Flight, Loaded, Question, Reads } from "./reads.js";

/** How long it is remembered that Lever has no such thing, milliseconds. */
const MISSING_MS = 5_000;

/** Lever can't be asked: then an old answer is better than none. */
const STALE_FOR: ReadonlySet<string> = new Set(["UNAVAILABLE", "RATE_LIMITED"]);

/** What shared reads are made of. */
export interface SharedReadsParts {
  readonly target: LeverTarget;
  readonly scope: CallScope;
  readonly cache: ConnectionCache;
  readonly flights: Flights;
  readonly passenger: Omit<Passenger, "call">;
  readonly refreshes: Refreshes;
  /** Who reads again, behind everybody else, what was served past its age. */
  readonly refresher: () => Omit<Passenger, "call">;
}

/** Reads that are served from the cache where they may be, and shared with whoever asks the same just now. */
export class SharedReads implements Reads {
  constructor(private readonly parts: SharedReadsParts) {}

  async read<Value>(question: Question, load: (flight: Flight) => Promise<Loaded<Value>>): Promise<Fetched<Value>> {
    const { cache } = this.parts;
    const present = await cache.present(partFor(question));
    const kept = await this.#find(question);
    if (kept && this.#isServed(kept)) {
      if (!cache.isFresh(kept)) this.#refresh(question, present, load);
      return this.#served<Value>(question, kept);
    }
    try {
      return await this.#fly(question, present, load, this.parts.passenger);
    } catch (error) {
      // Looked for once more: a write may have been made since.
      const stale = isLeverAway(error) ? await this.#find(question) : undefined;
      if (!stale || stale.value === undefined) throw error;
      this.parts.scope.report.onStale(stale.fetchedAt);
      return { value: stale.value as Value, fetchedAt: stale.fetchedAt };
    }
  }

  async has(question: Question): Promise<boolean> {
    const kept = await this.#find(question);
    return kept !== undefined && kept.value !== undefined && this.#isServed(kept);
  }

  /** Within its age, or a little past it; of what Lever hasn't, within its age only. */
  #isServed(kept: Entry): boolean {
    const { cache } = this.parts;
    return cache.isFresh(kept) || (kept.value !== undefined && cache.isInGrace(kept));
  }

  #refresh<Value>(question: Question, present: Present, load: (flight: Flight) => Promise<Loaded<Value>>): void {
    const { refreshes, refresher } = this.parts;
    refreshes.begin(this.#flightKey(question, present), () => this.#fly(question, present, load, refresher()));
  }

  async #find(question: Question): Promise<Entry | undefined> {
    if (this.parts.scope.noCache || question.endpoint.maxAgeMs === 0) return undefined;
    const [entry] = await this.parts.cache.find([partFor(question)], [question.key]);
    return entry;
  }

  #served<Value>(question: Question, { value, fetchedAt }: Entry): Fetched<Value> {
    this.parts.scope.report.onCacheHit(1);
    if (value === undefined) throw this.#missing(question);
    return { value: value as Value, fetchedAt };
  }

  async #fly<Value>(
    question: Question,
    present: Present,
    load: (flight: Flight) => Promise<Loaded<Value>>,
    passenger: Omit<Passenger, "call">,
  ): Promise<Fetched<Value>> {
    const { target, flights } = this.parts;
    const call = { endpoint: question.endpoint, target };
    return flights.join(
      this.#flightKey(question, present),
      { ...passenger, call },
      (flight) => this.#load(question, present, flight, load),
      passenger.scope.noCache,
    );
  }

  /** A read that begins after a write is of another generation, and joins none from before it. */
  #flightKey({ key }: Question, { whole, part }: Present): string {
    const { target } = this.parts;
    return [stampOf(target), target.epoch, target.fingerprint, whole.token, part.token, key].join(" ");
  }

  async #load<Value>(
    question: Question,
    present: Present,
    flight: Flight,
    load: (flight: Flight) => Promise<Loaded<Value>>,
  ): Promise<Fetched<Value>> {
    try {
      const { value, fetchedAt, bytes } = await load(flight);
      this.#keep(question, present, { value, fetchedAt, bytes }, question.endpoint.maxAgeMs);
      return { value, fetchedAt };
    } catch (error) {
      const isMissing = error instanceof LeverError && error.code === "NOT_FOUND";
      const { maxAgeMs } = question.endpoint;
      const fetchedAt = this.parts.cache.nowEpochMs;
      if (isMissing)
        this.#keep(question, present, { value: undefined, fetchedAt, bytes: 0 }, Math.min(MISSING_MS, maxAgeMs));
      throw error;
    }
  }

  #keep(question: Question, present: Present, loaded: Loaded<unknown>, maxAgeMs: number): void {
    if (maxAgeMs === 0) return;
    const kept = { part: partFor(question), present, maxAgeMs, fetched: loaded, bytes: loaded.bytes };
    this.parts.cache.keep([[question.key, kept]]);
  }

  #missing({ endpoint }: Question): LeverError {
    return failure({ endpoint, target: this.parts.target }, "NOT_FOUND", { status: 404, acted: "no" });
  }
}

function partFor({ endpoint }: Question): string {
  return partOf(endpoint.maxAgeMs, resourceOf(endpoint.path));
}

function isLeverAway(error: unknown): boolean {
  return error instanceof LeverError && STALE_FOR.has(error.code);
}
