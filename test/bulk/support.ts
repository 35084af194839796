import { randomUUID } from "node:crypto";
import type { BulkItemOutcome, BulkRunner } from "../../src/bulk/bulk-runner.js";
import { BulkWorker } from "../../src/bulk/bulk-worker.js";
import type { Caller } from "../../src/caller/caller.js";
import { createBulkSeal } from "../../src/context/bulk-seal.js";
import type { GraphContext } from "../../src/context/graph-context.js";
import type { BulkOperationRecord, BulkProgress, Store } from "../../src/store/store.js";
import { bulkOperation } from "../store/write-records.js";
import type { ManualClock } from "../support/manual-clock.js";
import { until } from "../support/until.js";

/** Seals nothing, and opens only what was bound to the same place. */
const seal = createBulkSeal({
  seal: (text, binding) => JSON.stringify([text, binding]),
  open: (sealed, binding) => {
    const [text, bound] = JSON.parse(sealed) as [string, readonly string[]];
    if (JSON.stringify(bound) !== JSON.stringify(binding)) throw new Error("Bound to another place");
    return text;
  },
});

const CALLER: Caller = { accountId: "account-1", userId: "u1", email: null, roles: new Set(["viewer", "recruiter"]) };

/** A batch as a runner got it. */
export interface Batch {
  readonly caller: Caller;
  readonly inputs: readonly unknown[];
}

/** What was done, by a worker with runners of the test's own. */
export class WorkerWorld {
  readonly errors: unknown[] = [];
  readonly batches: Batch[] = [];
  readonly worker: BulkWorker;

  /** `run`: what becomes of one input. */
  constructor(
    readonly store: Store,
    readonly clock: ManualClock,
    run: (input: unknown, batch: readonly unknown[]) => BulkItemOutcome | Error | Promise<BulkItemOutcome | Error>,
  ) {
    const runner: BulkRunner = async ({ caller }, inputs) => {
      this.batches.push({ caller, inputs });
      const outcomes: (BulkItemOutcome | Error)[] = [];
      for (const input of inputs) outcomes.push(await run(input, inputs));
      return outcomes;
    };
    this.worker = new BulkWorker({
      store: store.bulk,
      seal,
      clock,
      runners: { advanceOpportunities: runner },
      // The runners of these tests look at nothing else.
      contextFor: (caller) => ({ caller }) as GraphContext,
      onError: (error) => this.errors.push(error),
    });
  }

  /** Every input that a runner got, in order. */
  get inputs(): readonly unknown[] {
    return this.batches.flatMap(({ inputs }) => inputs);
  }

  /** Asks for an operation with these inputs, and begins with it. */
  async ask(inputs: readonly unknown[], changes: Partial<BulkOperationRecord> = {}): Promise<string> {
    const id = await this.keep(inputs, changes);
    this.worker.run(id);
    return id;
  }

  /** Stores an operation that nobody begins with. */
  async keep(inputs: readonly unknown[], changes: Partial<BulkOperationRecord> = {}): Promise<string> {
    const id = randomUUID();
    const operation = bulkOperation({
      ...{ id, total: inputs.length, sealedCaller: seal.sealCaller(id, CALLER), startedAt: this.clock.epochMs() },
      ...changes,
    });
    const items = inputs.map((input, index) => {
      return { operationId: id, index, connectionId: null, sealedInput: seal.sealInput(id, index, input) };
    });
    await this.store.bulk.create(operation, items);
    return id;
  }

  async progress(id: string): Promise<BulkOperationRecord & BulkProgress> {
    const record = await this.store.bulk.byId(CALLER.accountId, id);
    if (!record) throw new Error("There is no such operation");
    return record;
  }

  /** Lets time pass until the operation is finished. */
  finished(id: string): Promise<BulkOperationRecord & BulkProgress> {
    return until(
      async () => {
        await this.clock.advance(1_000);
        return this.progress(id);
      },
      ({ finishedAt }) => finishedAt !== null,
    );
  }

  /** What is left of the inputs of the items that are done, by their index. */
  async kept(id: string): Promise<readonly unknown[]> {
    const records = await this.store.bulk.items(id, 200, null);
    return records.map(({ index, sealedInput }) => seal.openInput(id, index, sealedInput));
  }

  /** What came of the items that are done, by their index. */
  async outcomes(id: string): Promise<readonly (readonly [number, unknown])[]> {
    const records = await this.store.bulk.items(id, 200, null);
    return records.map(({ index, sealedOutcome }) => [index, seal.openOutcome(id, index, sealedOutcome ?? "")]);
  }
}

/** It is done. */
export function done(outcome: unknown): BulkItemOutcome {
  return { failed: false, outcome };
}
