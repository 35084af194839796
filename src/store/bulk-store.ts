/** A mutation over many items, worked off after it was answered. Times are milliseconds since the Unix epoch. */
export interface BulkOperationRecord {
  readonly id: string;
  readonly accountId: string;
  readonly mutation: string;
  /** With account and mutation: unique. Kept as it is given. */
  readonly idempotencyKey: string;
  /** Keyed digest of what was asked for. */
  readonly inputDigest: string;
  /** Items that were asked for. */
  readonly total: number;
  /** Sealed JSON: the caller on whose behalf it goes on. */
  readonly sealedCaller: string;
  readonly startedAt: number;
  /** Null until no item is left to do. */
  readonly finishedAt: number | null;
}

/** How far an operation is. */
export interface BulkProgress {
  /** Items that are not to be done any more: done, or gone with their connection. */
  readonly processed: number;
  readonly failedItems: number;
}

/** One item of a bulk operation. Goes with its connection. */
export interface BulkItemRecord {
  readonly operationId: string;
  /** From 0, in the order of the input. */
  readonly index: number;
  /** Null for an item of no connection. */
  readonly connectionId: string | null;
  /** JSON, sealed; null in it once the item is done: it may be a candidate's, and is needed no more. */
  readonly sealedInput: string;
  /** JSON, sealed; null until it is done. */
  readonly sealedOutcome: string | null;
  /** Whether it is done, and failed. */
  readonly failed: boolean;
  /** Who works on it; null: nobody. */
  readonly holder: string | null;
  /** Until when nobody else may take it; 0 when nobody holds it. */
  readonly heldUntil: number;
}

/** An item before anybody works on it. */
export type NewBulkItem = Omit<BulkItemRecord, "sealedOutcome" | "failed" | "holder" | "heldUntil">;

/** An item that was taken, with the operation that it is of. */
export interface TakenBulkItem extends BulkItemRecord {
  readonly operation: BulkOperationRecord;
}

/** What is kept of an item that is done, see {@link BulkItemRecord}. */
export interface DoneBulkItem {
  readonly sealedInput: string;
  readonly sealedOutcome: string;
  readonly failed: boolean;
}

/** Bulk operations and their items. */
export interface BulkStore {
  /**
   * Stores the operation with all its items, in one transaction. Where account, mutation and key are taken, answers
   * with the one there is, and nothing is stored.
   * @throws UnknownConnection (store-errors.ts) when an item's connection is not there; nothing was stored
   */
  create(
    operation: BulkOperationRecord,
    items: readonly NewBulkItem[],
  ): Promise<{ readonly operation: BulkOperationRecord; readonly isNew: boolean }>;
  byId(accountId: string, id: string): Promise<(BulkOperationRecord & BulkProgress) | null>;
  /** The items that are done, by index: those behind `after`, at most `limit`. */
  items(operationId: string, limit: number, after: number | null): Promise<readonly BulkItemRecord[]>;
  /** Ids of the operations that are not finished, oldest first; a thousand at most. */
  unfinished(): Promise<readonly string[]>;
  /**
   * Takes the next item that is not done and held by nobody (any more), of the oldest operation that has one, or of
   * `operationId`; null where there is none. No item is ever held by two. Where none is left, operations whose last
   * items went with their connection are finished.
   */
  take(holder: string, heldUntil: number, now: number, operationId?: string): Promise<TakenBulkItem | null>;
  /**
   * Stores the outcome, and what is left of the input, if the item is still held by `holder`; with an operation's last item, finishes the operation.
   * False, and nothing is stored, where the item is another's, done or gone. A hold that has run out counts until
   * somebody else takes the item.
   */
  finish(operationId: string, index: number, holder: string, outcome: DoneBulkItem, now: number): Promise<boolean>;
  /** Items of a connection, done or not, by operation and index: those behind `after`, at most `limit`. */
  ofConnection(
    connectionId: string,
    limit: number,
    after: Pick<BulkItemRecord, "operationId" | "index"> | null,
  ): Promise<readonly BulkItemRecord[]>;
  /** Replaces the outcome of an item that is done. */
  replaceOutcome(operationId: string, index: number, sealedOutcome: string): Promise<void>;
  /** Lets go of every item: for a start of the only process there is, where whoever held one has died. */
  releaseHolds(): Promise<void>;
  /** Removes operations that were finished before `before`, with their items; never unfinished ones. Says how many. */
  prune(before: number): Promise<number>;
}
