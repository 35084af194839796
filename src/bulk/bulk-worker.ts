import { randomUUID } from "node:crypto";
import type { Caller } from "../caller/caller.js";
import type { GraphContext } from "../context/graph-context.js";
import type { BulkStore, TakenBulkItem } from "../store/bulk-store.js";
import type { Clock } from "../time/clock.js";
import type { BulkItemOutcome, BulkRunners } from "./bulk-runner.js";
import type { BulkSeal } from "../context/bulk-seal.js";

/** Items that are done together: their rows are read in one batch. */
const BATCH = 20;

/** A batch is done before its hold runs out; then its process has died, and another may go on, milliseconds. */
const HOLD_MS = 30_000;
const BATCH_DEADLINE_MS = 25_000;

/** How often what others left behind is looked for, and how long an operation waits for items that others hold. */
const LOOK_AGAIN_MS = 2_000;
const SWEEP_MS = 15_000;

/** What a worker is made of. */
export interface BulkWorkerParts {
  readonly store: BulkStore;
  readonly seal: BulkSeal;
  readonly clock: Clock;
  readonly runners: BulkRunners;
  /** A context in which a caller's work goes on without them. */
  readonly contextFor: (caller: Caller, deadlineAtMs: number) => GraphContext;
  /** Nobody else uses the store: what is held when this process starts was held by one that has died. */
  readonly isAlone: boolean;
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

  constructor(private readonly parts: BulkWorkerParts) {}

  /** Goes on with what was left behind, now and from time to time. */
  start(): void {
    this.#sweeping = this.#sweep();
  }

  /** Works off an operation in the background. */
  run(operationId: string): void {
    this.#run(operationId, 0);
  }

  /** Lets the batches under way end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#operations.values());
  }

  #run(operationId: string, graceMs: number): void {
    if (this.#operations.has(operationId) || this.#stopping.signal.aborted) return;
    const { onError } = this.parts;
    const work = this.#workOff(operationId, graceMs)
      .catch(onError)
      .finally(() => this.#operations.delete(operationId));
    this.#operations.set(operationId, work);
  }

  async #sweep(): Promise<void> {
    const { isAlone, onError } = this.parts;
    await this.#resume(isAlone ? HOLD_MS : 0).catch(onError);
    while (await this.#pause(SWEEP_MS)) await this.#resume(0).catch(onError);
  }

  /** `graceMs`: holds that end within it count as over. */
  async #resume(graceMs: number): Promise<void> {
    for (const id of await this.parts.store.unfinished()) this.#run(id, graceMs);
  }

  async #workOff(operationId: string, graceMs: number): Promise<void> {
    const { store, seal } = this.parts;
    for (let isFirst = true; !this.#stopping.signal.aborted; isFirst = false) {
      const holder = randomUUID();
      const batch = await this.#takeBatch(operationId, holder, isFirst ? graceMs : 0);
      const [first] = batch;
      if (first) {
        await this.#do(batch, holder, seal.openCaller(operationId, first.operation.sealedCaller));
        continue;
      }
      if (!(await store.unfinished()).includes(operationId)) return;
      await this.#pause(LOOK_AGAIN_MS);
    }
  }

  async #takeBatch(operationId: string, holder: string, graceMs: number): Promise<readonly TakenBulkItem[]> {
    const { store, clock } = this.parts;
    const batch: TakenBulkItem[] = [];
    while (batch.length < BATCH) {
      const now = clock.epochMs();
      const item = await store.take(holder, now + HOLD_MS, now + graceMs, operationId);
      // With a grace the items taken just now would be taken once more.
      if (!item || batch.some(({ index }) => index === item.index)) break;
      batch.push(item);
    }
    return batch;
  }

  async #do(batch: readonly TakenBulkItem[], holder: string, caller: Caller): Promise<void> {
    const { store, seal, clock, runners, contextFor } = this.parts;
    const mutation = batch[0]?.operation.mutation ?? "";
    const runner = runners[mutation];
    if (!runner) throw new Error(`Nobody can do items of ${mutation}`);
    const context = contextFor(caller, clock.monotonicMs() + BATCH_DEADLINE_MS);
    const inputs = batch.map(({ operationId, index, sealedInput }) => seal.openInput(operationId, index, sealedInput));
    const outcomes = await runner(context, inputs);
    await Promise.all(batch.map((item, place) => this.#finish(store, item, holder, outcomes[place])));
  }

  /** What is open is left to be taken again when its hold is over. */
  async #finish(
    store: BulkStore,
    { operationId, index }: TakenBulkItem,
    holder: string,
    outcome: BulkItemOutcome | undefined,
  ): Promise<void> {
    if (!outcome || outcome.isOpen === true) return;
    const { seal, clock } = this.parts;
    const sealedOutcome = seal.sealOutcome(operationId, index, outcome.outcome);
    await store.finish(operationId, index, holder, { sealedOutcome, failed: outcome.failed }, clock.epochMs());
  }

  /** False once the worker is to stop. */
  async #pause(delayMs: number): Promise<boolean> {
    await this.parts.clock.sleep(delayMs, this.#stopping.signal).catch(() => undefined);
    return !this.#stopping.signal.aborted;
  }
}
