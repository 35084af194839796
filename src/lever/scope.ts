/** Who goes first when the budget is short. */
export type Lane = "interactive" | "follow-up" | "background";

/** One request that really went to Lever, as `extensions.lever.calls` shows it. */
export interface CallReport {
  readonly method: string;
  /** The template ("/opportunities/:opportunity/notes"), never an id or an address. */
  readonly path: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** From sending to the end of the body, milliseconds. */
  readonly ms: number;
}

/** Counts what an operation cost; one for each operation, shared by all of its connections. */
export interface CostReport {
  onRequest(call: CallReport): void;
  /** An answer came from a cache. */
  onCacheHit(answers: number): void;
  /** An answer was shared with a request that was already under way. */
  onCoalesced(): void;
  /** Waited for the budget, milliseconds. */
  onWaited(waitedMs: number): void;
  /** A cached answer was served past its age because Lever was not available. */
  onStale(fetchedAt: number): void;
}

/** For whom a call is made and how long it may take. */
export interface CallScope {
  readonly lane: Lane;
  /** Requests of one key are shared fairly between these. Empty for background work. */
  readonly userKey: string;
  /** On the monotonic clock, milliseconds: after it nobody waits for the answer any more. */
  readonly deadlineAtMs: number;
  /** Read past every cache (`cache-control: no-cache`). */
  readonly noCache: boolean;
  /** The caller may see confidential rows (the role `confidential`, or background work). */
  readonly seesConfidential: boolean;
  readonly report: CostReport;
  /** Aborted when nobody waits for the answer any more. Asked for only when there is something to stop. */
  readonly signal?: AbortSignal | undefined;
}
