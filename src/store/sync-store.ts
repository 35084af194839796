/** How far the sync of a connection is. Times are milliseconds since the Unix epoch. */
export interface SyncRecord {
  readonly connectionId: string;
  /** RUNNING from when it is due until it has ended, whoever works on it. */
  readonly state: "RUNNING" | "IDLE" | "FAILED";
  /** FULL reads every opportunity; CHANGES those that changed since the last complete run began. */
  readonly run: "FULL" | "CHANGES";
  /** Number of the newest full run: what was not seen in it is gone when it ends. */
  readonly generation: number;
  /** Opportunities read in this run, or in the last one. */
  readonly processed: number;
  /** Null where nothing tells. */
  readonly estimatedTotal: number | null;
  /** Lever's token of the page to go on with; null: the first. Of ids and times, no personal data. */
  readonly pageToken: string | null;
  readonly startedAt: number;
  /** Null while it runs, and after a failure. */
  readonly finishedAt: number | null;
  /** A code, and the permission that is missing. */
  readonly lastError: string | null;
  /** In a row. */
  readonly failures: number;
  /** FAILED only: when it is tried again. */
  readonly retryAt: number;
  /** When the last complete run began; null: the link index is not complete yet. */
  readonly completeSince: number | null;
  /** When the last complete full run began, and how many opportunities it read. */
  readonly fullSince: number | null;
  readonly fullTotal: number | null;
  /** Whether the key may list deleted opportunities; null: not tried since the last full run. */
  readonly listsDeleted: boolean | null;
  /** Who works on it; null: nobody. */
  readonly holder: string | null;
  /** Until when nobody else may take it. */
  readonly heldUntil: number;
}

/** What changes while it is worked on. */
export type SyncPatch = Partial<Omit<SyncRecord, "connectionId">>;

/** What is due. */
export interface SyncDue {
  readonly now: number;
  /** Runs that ended by then are to be followed by another; null: none is. */
  readonly idleBefore: number | null;
}

/** Syncs, one a connection at most. They go with their connection. */
export interface SyncStore {
  /** Null: never asked for. */
  read(connectionId: string): Promise<SyncRecord | null>;
  /**
   * An admin asks for a full run: begins one, or lets one that failed go on at once. Changes nothing while one runs.
   * @throws UnknownConnection (store-errors.ts)
   */
  ask(connectionId: string, now: number): Promise<SyncRecord>;
  /** Connections that are enabled and whose sync is due, the one that waits longest first. */
  due(due: SyncDue, limit: number): Promise<readonly { readonly connectionId: string; readonly accountId: string }[]>;
  /** Takes a sync that is due; null where it is not, or another has it. */
  take(connectionId: string, holder: string, heldUntil: number, due: SyncDue): Promise<SyncRecord | null>;
  /** Whoever holds a sync holds it no more: for a process that nobody shares the database with, as it starts. */
  releaseHolds(): Promise<void>;
  /** Changes a sync that `holder` still has; false, and nothing is stored, where it is another's or gone. */
  save(connectionId: string, holder: string, patch: SyncPatch): Promise<boolean>;
}
