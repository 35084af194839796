import type { Caller } from "../caller/caller.js";

/** For whom an operation is done, and how long it may take. */
export interface OperationScope {
  readonly caller: Caller;
  /** On the monotonic clock, milliseconds: after it nobody waits for the answer any more. */
  readonly deadlineAtMs: number;
  /** Read past every cache (`cache-control: no-cache`). */
  readonly noCache: boolean;
  /** Aborted when the client has gone: reads are given up, writes that are out are seen through. */
  readonly signal: AbortSignal;
}
