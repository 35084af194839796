import type { Clock } from "../../../time/clock.js";
import { after } from "../../after.js";
import { type Exchange, type Exchanged, type Members, type SharedBuckets, SILENT_MS } from "./exchange.js";

/** How often a replica says that it is there, milliseconds; more often while it seeks the way back. */
const BEAT_MS = 500;
const SEEK_MS = 250;

/** Longer is not waited for an answer, milliseconds: a slow store is as good as none. */
const MAX_WAIT_MS = 250;

/** Who has lost the store stays by itself for so long, milliseconds: one that comes and goes would cost more. */
const AWAY_MS = 5_000;

/** How the request budget is shared just now. */
export type BudgetSharing =
  /** All replicas spend from the same buckets. */
  | { readonly kind: "shared"; readonly replicas: number }
  /** The store is gone: this process spends its share. `replicas`: how many there were; null where it never heard. */
  | { readonly kind: "alone"; readonly replicas: number | null };

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
  #known: number | null = null;
  #serial = 0;
  #lostAtMs: number;
  #aloneUntilMs = -Infinity;
  #isTold = false;
  readonly #living: Promise<void>;

  constructor(private readonly options: ReplicaLinkOptions) {
    this.#lostAtMs = options.clock.monotonicMs();
    this.#living = this.#live();
  }

  get isShared(): boolean {
    return this.#state === "shared";
  }

  get isAlone(): boolean {
    return this.#state === "alone";
  }

  /** How many replicas there are, as last heard; null where nothing was ever heard. */
  get known(): number | null {
    return this.#known;
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
  async exchange(told: Omit<Exchange, "known" | "serial">): Promise<Exchanged | null | undefined> {
    const exchange = { ...told, known: this.#known ?? 1, serial: this.nextSerial() };
    const answer = await this.#ask(() => this.options.buckets.exchange(exchange));
    if (answer) this.#known = answer.known;
    return answer;
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
    if (!heard.every(Boolean) || !(await this.#beat(false))) {
      this.#lose();
      return;
    }
    this.#state = "shared";
    this.#tell();
    for (const party of this.#parties) party.onFound();
  }

  async #beat(isAway: boolean): Promise<boolean> {
    const { buckets } = this.options;
    const members = await this.#ask(() => buckets.beat({ isAway, known: this.#known ?? 1 }));
    if (members) this.#known = members.known;
    return members !== undefined;
  }

  /** Undefined: no answer. */
  async #ask<Answer extends Members | null>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#stopping.signal.aborted) return undefined;
    try {
      return await this.#inTime(ask);
    } catch {
      // Whoever rejoins hears it by what is returned.
      if (this.#state !== "rejoining") this.#lose();
      return undefined;
    }
  }

  #lose(): void {
    const { clock } = this.options;
    if (this.#state !== "alone") {
      this.#state = "alone";
      this.#lostAtMs = clock.monotonicMs();
      this.#aloneUntilMs = this.#lostAtMs + AWAY_MS;
      this.#isTold = false;
      for (const party of this.#parties) party.onLost();
    }
    // A start takes its time: nothing is lost before it could be there.
    if (this.#known !== null || clock.monotonicMs() >= this.spendsFromMs) this.#tell();
  }

  #tell(): void {
    if (this.isAlone && this.#isTold) return;
    this.#isTold = true;
    const { onChange } = this.options;
    if (this.isAlone) onChange({ kind: "alone", replicas: this.#known });
    else onChange({ kind: "shared", replicas: this.#known ?? 1 });
  }

  #inTime<Value>(ask: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const cancel = after(this.options.clock, MAX_WAIT_MS, () =>
        reject(new Error("The store did not answer in time")),
      );
      ask().then(resolve, reject).finally(cancel);
    });
  }
}
