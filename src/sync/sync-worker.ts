import { randomUUID } from "node:crypto";
import type { Store, SyncDue, SyncRecord } from "../store/store.js";
import { pause } from "../time/pause.js";
import type { LinkIndex } from "./link-index.js";
import { backoffMs, isSwitchedOff, reasonOf, SyncRelinquished } from "./sync-failure.js";
import { type SyncConnection, SyncLever, type SyncLeverParts } from "./sync-lever.js";
import { HOLD_MS, RELEASED, SyncRun } from "./sync-run.js";

/** Connections that one process syncs at the same time. */
const MOST_AT_ONCE = 10;

/** How often it is looked for what is due, at most, milliseconds. */
const SWEEP_MS = 15_000;

/** What a worker is made of. */
export interface SyncWorkerParts extends SyncLeverParts {
  readonly store: Pick<Store, "sync" | "opportunities">;
  readonly index: LinkIndex;
  /** After a run, how long until changes are looked for; 0: never. */
  readonly intervalMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Brings the link index up to date, in the background: when an admin asks for it, and from then on as often as is
 * configured. One process at a time syncs a connection; another goes on where it stopped.
 */
export class SyncWorker implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #runs = new Map<string, Promise<void>>();
  /** Asked for while the run before was ending. */
  readonly #askedMeanwhile = new Set<string>();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: SyncWorkerParts) {}

  /** Goes on with what was left behind, and looks for changes from time to time. */
  start(): void {
    this.#sweeping = this.#sweep();
  }

  /**
   * Begins a full run, or lets one that failed go on; nothing more where one runs.
   * @throws UnknownConnection (store-errors.ts), StoreUnavailable
   */
  async ask(connection: SyncConnection): Promise<SyncRecord> {
    const { store, clock } = this.parts;
    const record = await store.sync.ask(connection.connectionId, clock.epochMs());
    if (this.#runs.has(connection.connectionId)) this.#askedMeanwhile.add(connection.connectionId);
    this.#run(connection);
    return record;
  }

  /** Null: never asked for. */
  status(connectionId: string): Promise<SyncRecord | null> {
    return this.parts.store.sync.read(connectionId);
  }

  /** Stops after what is under way; the runs go on where they stopped. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#runs.values());
  }

  async #sweep(): Promise<void> {
    const { intervalMs, onError } = this.parts;
    const pauseMs = intervalMs > 0 ? Math.min(intervalMs, SWEEP_MS) : SWEEP_MS;
    do await this.#fill().catch(onError);
    while (await pause(this.parts.clock, pauseMs, this.#stopping.signal));
  }

  get #due(): SyncDue {
    const { clock, intervalMs } = this.parts;
    const now = clock.epochMs();
    return { now, idleBefore: intervalMs > 0 ? now - intervalMs : null };
  }

  async #fill(): Promise<void> {
    const free = MOST_AT_ONCE - this.#runs.size;
    if (free <= 0) return;
    for (const connection of await this.parts.store.sync.due(this.#due, free)) this.#run(connection);
  }

  #run(connection: SyncConnection): void {
    const { connectionId } = connection;
    const isFull = this.#runs.size >= MOST_AT_ONCE;
    if (isFull || this.#runs.has(connectionId) || this.#stopping.signal.aborted) return;
    const { onError } = this.parts;
    const run = this.#takeAndRun(connection)
      .catch(onError)
      .finally(() => this.#ended(connection));
    this.#runs.set(connectionId, run);
  }

  #ended(connection: SyncConnection): void {
    const wasFull = this.#runs.size >= MOST_AT_ONCE;
    this.#runs.delete(connection.connectionId);
    if (this.#askedMeanwhile.delete(connection.connectionId)) this.#run(connection);
    // Others may wait for the place.
    if (wasFull && !this.#stopping.signal.aborted) void this.#fill().catch(this.parts.onError);
  }

  async #takeAndRun(connection: SyncConnection): Promise<void> {
    const { store, index, clock } = this.parts;
    const holder = randomUUID();
    const record = await store.sync.take(connection.connectionId, holder, clock.epochMs() + HOLD_MS, this.#due);
    if (!record) return;
    const lever = new SyncLever(this.parts, connection, this.#stopping.signal);
    const parts = { sync: store.sync, opportunities: store.opportunities, index, clock };
    const run = new SyncRun(parts, lever, holder, record);
    try {
      await run.run();
    } catch (failure) {
      if (failure instanceof SyncRelinquished) return;
      if (!this.#stopping.signal.aborted) await this.#failed(run.state, holder, failure);
    } finally {
      await store.sync.save(connection.connectionId, holder, RELEASED);
    }
  }

  async #failed({ connectionId, failures }: SyncRecord, holder: string, failure: unknown): Promise<void> {
    const { store, clock, onError } = this.parts;
    const now = clock.epochMs();
    const lastError = reasonOf(failure);
    if (lastError === "INTERNAL_SERVER_ERROR") onError(failure);
    const next = isSwitchedOff(failure)
      ? { retryAt: now }
      : { retryAt: Math.ceil(now + backoffMs(failures + 1, clock.random())), failures: failures + 1 };
    await store.sync.save(connectionId, holder, { state: "FAILED", lastError, ...next, ...RELEASED });
  }
}
