import type { Clock } from "../../../time/clock.js";
import { after } from "../../after.js";
import { type Exchange, type Exchanged, type Members, type SharedBuckets, SILENT_MS } from "./exchange.js";

/** How often a replica says that it is there, milliseconds; more often while it seeks the way back. */
const BEAT_MS = 500;
const SEEK_MS = 250;

/** Longer is not waited for an answer, milliseconds: a slow store is as good as none. */
const MAX_WAIT_MS = 250;

/** A start takes its time: so long after it, nothing is called lost that may still come, milliseconds. */
const START_MS = 5_000;

/** Who has lost the store stays by itself for so long, milliseconds: one that comes and goes would cost more. */
const AWAY_MS = 5_000;

/** How the request budget is shared just now. */
export type BudgetSharing =
  /** All replicas spend from the same buckets. */
  | { readonly kind: "shared"; readonly replicas: number }
  /**
   * The buckets are out of reach, for that reason: this process spends its share. `replicas`: how many there were; null
   * where it never heard of any, and spends next to nothing.
   */
  | { readonly kind: "alone"; readonly replicas: number | null; readonly error: Error };

/** Whoever spends from the shared buckets, or by itself while they are out of reach. */
export interface Party {
  /** They are out of reach: from {@link ReplicaLink.spendsFromMs} on, spend this process's share. */
  onLost(): void;
  /** Stop spending by yourself, and tell what is under way. @returns whether it was heard */
  rejoin(): Promise<boolean>;
  /** Spend from them again. */
  onFound(): void;
}

/** What a link is made of. */
export interface ReplicaLinkOptions {
  readonly buckets: SharedBuckets;
  readonly clock: Clock;
  /** Told on every change, and not in between. */
  readonly onChange: (sharing: BudgetSharing) => void;
}

/**
 * This replica's link to the buckets that all replicas share: says that it is there, and sees to it that nobody spends
 * twice when the link breaks and when it is mended.
 *
 * Once it is lost, the replica waits until the others must have noticed and leave its share to it. Once it is back, it
 * first tells of every bucket what is under way, and only then counts as present again.
 */
export class ReplicaLink implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #parties = new Set<Party>();
  #state: "shared" | "rejoining" | "alone" = "alone";
  #replicas: number | null = null;
  #share = 0;
  #serial = 0;
  readonly #startedAtMs: number;
  #lostAtMs: number;
  #aloneUntilMs = -Infinity;
  #told: BudgetSharing["kind"] | null = null;
  readonly #living: Promise<void>;

  constructor(private readonly options: ReplicaLinkOptions) {
    this.#startedAtMs = options.clock.monotonicMs();
    this.#lostAtMs = this.#startedAtMs;
    options.buckets.onLost(() => this.#lose(new Error("The connection was lost")));
    this.#living = this.#live();
  }

  get isShared(): boolean {
    return this.#state === "shared";
  }

  get isAlone(): boolean {
    return this.#state === "alone";
  }

  /** The part of every budget that this replica may spend by itself, in [0, 1]; 0 where it has not heard of any. */
  get share(): number {
    return this.#share;
  }

  /** Once lost, this replica spends from then on: the others have noticed by then. Monotonic clock. */
  get spendsFromMs(): number {
    return this.#lostAtMs + SILENT_MS;
  }

  join(party: Party): void {
    this.#parties.add(party);
  }

  /** Rises with each call: orders exchanges, and tells accounts apart. */
  nextSerial(): number {
    return ++this.#serial;
  }

  /** An exchange; undefined where there is no answer: then the link is lost, and every party knows. */
  async exchange(told: Omit<Exchange, "share" | "serial">): Promise<Exchanged | null | undefined> {
    const exchange = { ...told, share: this.#share, serial: this.nextSerial() };
    return this.#ask(() => this.options.buckets.exchange(exchange));
  }

  /** Says goodbye, so that the others need not wait for it to be forgotten. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#living;
    await this.#inTime(() => this.options.buckets.leave()).catch(() => undefined);
  }

  async #live(): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await (this.isShared ? this.#beat(false) : this.#seek());
      await clock.sleep(this.isShared ? BEAT_MS : SEEK_MS, signal).catch(() => undefined);
    }
  }

  async #seek(): Promise<void> {
    const isThere = await this.#beat(true);
    if (!isThere || this.options.clock.monotonicMs() < this.#aloneUntilMs) return;
    this.#state = "rejoining";
    const heard = await Promise.all([...this.#parties].map((party) => party.rejoin()));
    const isBack = heard.every(Boolean) && (await this.#beat(false));
    // Lost again meanwhile?
    if (!isBack || this.isAlone) return;
    this.#state = "shared";
    this.#tell({ kind: "shared", replicas: this.#replicas ?? 1 });
    for (const party of this.#parties) party.onFound();
  }

  async #beat(isAway: boolean): Promise<boolean> {
    const { buckets } = this.options;
    return (await this.#ask(() => buckets.beat({ isAway, share: this.#share }))) !== undefined;
  }

  /** Undefined: no answer. */
  async #ask<Answer extends Members | null>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#stopping.signal.aborted) return undefined;
    try {
      const answer = await this.#inTime(ask);
      if (answer) [this.#replicas, this.#share] = [answer.replicas, answer.share];
      return answer;
    } catch (error) {
      this.#lose(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  #lose(error: Error): void {
    const { clock } = this.options;
    if (this.#stopping.signal.aborted) return;
    if (!this.isAlone) {
      this.#state = "alone";
      this.#lostAtMs = clock.monotonicMs();
      this.#aloneUntilMs = this.#lostAtMs + AWAY_MS;
      for (const party of this.#parties) party.onLost();
    }
    const isLost = this.#replicas !== null || clock.monotonicMs() - this.#startedAtMs >= START_MS;
    if (isLost) this.#tell({ kind: "alone", replicas: this.#replicas, error });
  }

  #tell(sharing: BudgetSharing): void {
    if (this.#told === sharing.kind) return;
    this.#told = sharing.kind;
    this.options.onChange(sharing);
  }

  #inTime<Value>(ask: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const cancel = after(this.options.clock, MAX_WAIT_MS, () => {
        // Where it was this process that had no time, the answer is there by now and is taken in first.
        setImmediate(() => reject(new Error("The store did not answer in time")));
      });
      ask().then(resolve, reject).finally(cancel);
    });
  }
}
