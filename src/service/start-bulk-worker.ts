import { BulkWorker } from "../bulk/bulk-worker.js";
import type { BulkRunners } from "../bulk/bulk-runner.js";
import type { BulkSeal } from "../context/bulk-seal.js";
import { type BulkServices, OperationContext, type GraphServices } from "../context/graph-context.js";
import { OperationReport } from "../context/operation-report.js";
import { slices } from "../graph/slices.js";

/** What mutations see of the worker, which needs all other services itself. */
export class BulkRuns implements BulkServices {
  worker: BulkWorker | null = null;

  constructor(
    readonly seal: BulkSeal,
    readonly digest: (text: string) => string,
  ) {}

  /** Bound: it is handed on by itself. */
  readonly run = (operationId: string): void => this.worker?.run(operationId);
}

/** What the worker is made of. */
export interface StartBulkWorkerOptions {
  readonly services: GraphServices;
  readonly seal: BulkSeal;
  readonly onError: (error: unknown) => void;
}

/** Starts to work off what callers asked for, and what was left behind. */
export function startBulkWorker({ services, seal, onError }: StartBulkWorkerOptions): BulkWorker {
  const runners: BulkRunners = Object.fromEntries(slices.flatMap(({ bulk = {} }) => Object.entries(bulk)));
  const worker = new BulkWorker({
    store: services.store.bulk,
    seal,
    clock: services.clock,
    runners,
    contextFor: (caller, deadlineAtMs) => {
      const operation = { caller, deadlineAtMs, noCache: false, signal: new AbortController().signal };
      return new OperationContext(services, operation, new OperationReport(), "follow-up");
    },
    onError,
  });
  worker.start();
  return worker;
}
