import { LeverError } from "../lever/errors.js";
import type { Store, WebhookConnection } from "../store/store.js";
import type { LinkIndex } from "../sync/link-index.js";
import { backoffMs, isSwitchedOff, SyncRelinquished } from "../sync/sync-failure.js";
import { SyncLever, type SyncLeverParts } from "../sync/sync-lever.js";
import { pause } from "../time/pause.js";
import { followDeliveries } from "./follow-deliveries.js";

/** Connections that one process follows up at the same time. */
const MOST_AT_ONCE = 10;

/** Deliveries that are followed up together. */
const MOST_TOGETHER = 500;

/** Of a burst of deliveries the first is followed up at once, the others together after so long, milliseconds. */
const SPACING_MS = 1_000;

/** What nobody has followed up for so long was left behind by a process that has died, or has failed; milliseconds. */
const LEFT_BEHIND_MS = 30_000;

/** What a worker is made of. */
export interface WebhookWorkerParts extends SyncLeverParts {
  readonly store: Pick<Store, "webhooks" | "sync" | "opportunities">;
  readonly index: LinkIndex;
  readonly onError: (error: unknown) => void;
}

interface Failures {
  readonly inARow: number;
  /** On the monotonic clock, milliseconds. */
  readonly retryAtMs: number;
}

/**
 * Brings the link index up to date with what webhooks told, in the background. Two processes that follow up the same
 * deliveries come to the same, so neither keeps the other from it.
 */
export class WebhookWorker implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #runs = new Map<string, Promise<void>>();
  /** To be followed up as soon as there is room; of a connection that is followed up, what came since. */
  readonly #asked = new Map<string, WebhookConnection>();
  readonly #failures = new Map<string, Failures>();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: WebhookWorkerParts) {}

  /** Goes on with what was left behind, now and from time to time. */
  start(): void {
    this.#sweeping = this.#sweep();
  }

  /** There are new deliveries. Bound: it is handed on by itself. */
  readonly follow = (connection: WebhookConnection): void => {
    this.#asked.set(connection.connectionId, connection);
    this.#begin();
  };

  /** Stops after what is under way; the rest is left behind for another process, or the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#runs.values());
  }

  async #sweep(): Promise<void> {
    const { clock, onError } = this.parts;
    // At the start there is nothing of this process's own under way: whatever waits is taken.
    let minAgeMs = 0;
    do {
      await this.#fill(minAgeMs).catch(onError);
      minAgeMs = LEFT_BEHIND_MS;
    } while (await pause(clock, LEFT_BEHIND_MS, this.#stopping.signal));
  }

  async #fill(minAgeMs: number): Promise<void> {
    const { store, clock } = this.parts;
    const before = clock.epochMs() - minAgeMs + 1;
    const waiting = await store.webhooks.waiting(before, MOST_AT_ONCE + this.#failures.size);
    for (const connection of waiting) this.follow(connection);
  }

  #begin(): void {
    for (const [connectionId, connection] of this.#asked) {
      if (this.#runs.size >= MOST_AT_ONCE || this.#stopping.signal.aborted) return;
      if (this.#runs.has(connectionId)) continue;
      if (this.#isToWait(connectionId)) {
        this.#asked.delete(connectionId);
        continue;
      }
      const run = this.#run(connection).finally(() => {
        this.#runs.delete(connectionId);
        this.#begin();
      });
      this.#runs.set(connectionId, run);
    }
  }

  /** Until nothing has come for the length of a pause: what comes meanwhile is followed up together. */
  async #run(connection: WebhookConnection): Promise<void> {
    const { connectionId } = connection;
    try {
      do {
        this.#asked.delete(connectionId);
        if (!(await this.#followSome(connection))) return;
        this.#failures.delete(connectionId);
      } while (await pause(this.parts.clock, SPACING_MS, this.#stopping.signal));
    } catch (failure) {
      this.#failed(connectionId, failure);
    }
  }

  /** False where there was nothing to do. */
  async #followSome(connection: WebhookConnection): Promise<boolean> {
    const { store, index } = this.parts;
    const { connectionId } = connection;
    const deliveries = await store.webhooks.pendingOf(connectionId, MOST_TOGETHER);
    if (deliveries.length === 0) return false;
    const sync = await store.sync.read(connectionId);
    // Without a sync nobody is found by a link, and there is nothing to bring up to date.
    if (sync) {
      const lever = new SyncLever(this.parts, connection, this.#stopping.signal);
      const parts = { lever, index, opportunities: store.opportunities };
      await unlessForbidden(followDeliveries(parts, { connectionId, generation: sync.generation }, deliveries));
    }
    await store.webhooks.settle(
      connectionId,
      deliveries.map(({ digest }) => digest),
    );
    return true;
  }

  #isToWait(connectionId: string): boolean {
    return this.parts.clock.monotonicMs() < (this.#failures.get(connectionId)?.retryAtMs ?? 0);
  }

  #failed(connectionId: string, failure: unknown): void {
    const { clock, onError } = this.parts;
    if (this.#stopping.signal.aborted || failure instanceof SyncRelinquished || isSwitchedOff(failure)) return;
    if (!(failure instanceof LeverError)) onError(failure);
    const inARow = (this.#failures.get(connectionId)?.inARow ?? 0) + 1;
    const retryAtMs = clock.monotonicMs() + backoffMs(inARow, clock.random());
    this.#failures.set(connectionId, { inARow, retryAtMs });
  }
}

/** A key that may not list opportunities has no link index: the sync says so, where it is looked for. */
async function unlessForbidden(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "FORBIDDEN")) throw error;
  }
}
