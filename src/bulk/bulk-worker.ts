import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Caller } from "../caller/caller.js";
import type { GraphContext } from "../context/graph-context.js";
import type { BulkStore, TakenBulkItem } from "../store/bulk-store.js";
import type { Clock } from "../time/clock.js";
import { pause } from "../time/pause.js";
import type { BulkItemOutcome, BulkRunners } from "./bulk-runner.js";
import type { BulkSeal } from "../context/bulk-seal.js";

/** Items that are done together: their rows are read in one batch. */
const BATCH = 20;

/** A batch ends before a process that is told to stop has to be gone, milliseconds. */
const BATCH_DEADLINE_MS = 15_000;

/** It is done before its hold runs out; then its process has died, and another may go on, milliseconds. */
const HOLD_MS = 20_000;

/** What is open for so long after it was asked for is given up, milliseconds. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/** How often what others left behind is looked for, and how long an operation waits for items that others hold. */
const LOOK_AGAIN_MS = 2_000;
const SWEEP_MS = 15_000;

/** Nobody knows why it could not be done. */
const UNFORESEEN: BulkItemOutcome = { failed: true, outcome: {}, isOpen: true };

/** What a worker is made of. */
export interface BulkWorkerParts {
  readonly store: BulkStore;
  readonly seal: BulkSeal;
  readonly clock: Clock;
  readonly runners: BulkRunners;
  /** A context in which a caller's work goes on without them. */
  readonly contextFor: (caller: Caller, deadlineAtMs: number) => GraphContext;
  readonly onError: (error: unknown) => void;
}

/**
 * Works off operations on many items, after the mutation has answered: each item once, whatever dies in between. One
 * account's operation does not wait for another's.
 */
export class BulkWorker implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #operations = new Map<string, Promise<void>>();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: BulkWorkerParts) {
    // One for each operation that waits.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** Goes on with what was left behind, now and from time to time. */
  start(): void {
    this.#sweeping = this.#sweep();
  }

  /** Works off an operation in the background. */
  run(operationId: string): void {
    if (this.#operations.has(operationId) || this.#stopping.signal.aborted) return;
    const work = this.#workOff(operationId)
      .catch(this.parts.onError)
      .finally(() => this.#operations.delete(operationId));
    this.#operations.set(operationId, work);
  }

  /** Lets the batches under way end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#operations.values());
  }

  async #sweep(): Promise<void> {
    do await this.#resume().catch(this.parts.onError);
    while (await pause(this.parts.clock, SWEEP_MS, this.#stopping.signal));
  }

  async #resume(): Promise<void> {
    for (const id of await this.parts.store.unfinished()) this.run(id);
  }

  async #workOff(operationId: string): Promise<void> {
    const { store } = this.parts;
    while (!this.#stopping.signal.aborted) {
      const holder = randomUUID();
      const batch = await this.#takeBatch(operationId, holder);
      if (batch.length > 0) {
        await this.#do(batch, holder);
        continue;
      }
      if (!(await store.unfinished()).includes(operationId)) return;
      await pause(this.parts.clock, LOOK_AGAIN_MS, this.#stopping.signal);
    }
  }

  async #takeBatch(operationId: string, holder: string): Promise<readonly TakenBulkItem[]> {
    const { store, clock } = this.parts;
    const batch: TakenBulkItem[] = [];
    while (batch.length < BATCH) {
      const now = clock.epochMs();
      const item = await store.take(holder, now + HOLD_MS, now, operationId);
      if (!item) break;
      batch.push(item);
    }
    return batch;
  }

  /** Whatever happens to one batch, the next one has its turn: what is left undone is taken again. */
  async #do(batch: readonly TakenBulkItem[], holder: string): Promise<void> {
    const { onError } = this.parts;
    try {
      const outcomes = await this.#outcomesOf(batch);
      for (const [place, item] of batch.entries()) await this.#finish(item, holder, outcomes[place]);
    } catch (error) {
      onError(error);
    }
  }

  async #outcomesOf(batch: readonly TakenBulkItem[]): Promise<readonly (BulkItemOutcome | Error)[]> {
    const { seal, clock, runners, contextFor } = this.parts;
    const [first] = batch;
    if (!first) return [];
    const { id, mutation, sealedCaller } = first.operation;
    const runner = runners[mutation];
    if (!runner) throw new Error(`Nobody can do items of ${mutation}`);
    const context = contextFor(seal.openCaller(id, sealedCaller), clock.monotonicMs() + BATCH_DEADLINE_MS);
    const inputs = batch.map(({ operationId, index, sealedInput }) => seal.openInput(operationId, index, sealedInput));
    return runner(context, inputs);
  }

  /** What is open is left to be taken again when its hold is over, for a day. */
  async #finish(
    { operationId, index, operation }: TakenBulkItem,
    holder: string,
    outcome: BulkItemOutcome | Error | undefined,
  ): Promise<void> {
    const { store, seal, clock, onError } = this.parts;
    if (!outcome || outcome instanceof Error) onError(outcome ?? new Error(`${operation.mutation}: no outcome`));
    const known = outcome && !(outcome instanceof Error) ? outcome : UNFORESEEN;
    if (known.isOpen === true && clock.epochMs() - operation.startedAt < GIVE_UP_MS) return;
    const sealedOutcome = seal.sealOutcome(operationId, index, known.outcome);
    const sealedInput = seal.sealInput(operationId, index, null);
    await store.finish(
      operationId,
      index,
      holder,
      { sealedInput, sealedOutcome, failed: known.failed },
      clock.epochMs(),
    );
  }
}
