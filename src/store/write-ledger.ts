/** The result of a write about a person who was purged, JSON: that its key was used is all that is left of it. */
export const PURGED_RESULT = '"purged"';

/** What names a write for good: unique. */
export interface WriteKey {
  readonly accountId: string;
  readonly mutation: string;
  /** Kept as it is given. */
  readonly idempotencyKey: string;
}

/** A write with an idempotency key, from before it is sent until the key is forgotten. */
export interface WriteRecord extends WriteKey {
  readonly connectionId: string;
  /** Keyed digest of what was asked for: the same key with another one is another write. */
  readonly inputDigest: string;
  /** Sealed JSON: what was asked for, and what each step did. */
  readonly sealedProgress: string;
  /** JSON of ids only; null until it is done. */
  readonly result: string | null;
  /** Raised by each change and by each new holder. */
  readonly revision: number;
  /** Who works on it; null: nobody. */
  readonly holder: string | null;
  /** Until when nobody else may take it over; 0 when nobody holds it. Milliseconds since the Unix epoch, as below. */
  readonly heldUntil: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A write that is to be begun, by `holder`. */
export interface NewWrite extends Omit<WriteRecord, "revision" | "createdAt" | "updatedAt" | "result" | "holder"> {
  readonly holder: string;
}

/** What `open` answers: the record as it is stored, and whether the caller is to go on with it. */
export interface OpenedWrite {
  readonly record: WriteRecord;
  readonly isHeld: boolean;
}

/** Writes by their idempotency keys. Go with their connection. */
export interface WriteLedger {
  /**
   * Inserts a new record held by `holder`, unless there is one; answers with what is stored and whether it is this
   * caller's: inserted now, or taken over because it is not done and held by nobody (any more). One of many concurrent
   * callers gets it. A record with another `inputDigest` is never taken over, and its progress never replaced here.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts)
   */
  open(record: NewWrite, now: number): Promise<OpenedWrite>;
  read(key: WriteKey): Promise<WriteRecord | null>;
  /**
   * Replaces the progress (and the result and the hold's end, where given) if the record is still held by that holder
   * at that revision; the record as it is then, or null: nothing was stored. A hold that has run out counts until
   * somebody else takes the record over.
   */
  save(
    key: WriteKey,
    held: { readonly holder: string; readonly revision: number },
    change: { readonly sealedProgress: string; readonly result?: string; readonly heldUntil?: number },
    now: number,
  ): Promise<WriteRecord | null>;
  /** Lets go, so that the next caller may go on at once. Idempotent; does nothing where another one holds it. */
  release(key: WriteKey, holder: string): Promise<void>;
  /** Lets go of every record: for a start of the only process there is, where whoever held one has died. */
  releaseHolds(): Promise<void>;
  /**
   * Records of every account without a result that nobody holds (any more), for settling in the background. The one
   * that was left alone longest comes first, so that one that can't be settled does not keep the others waiting.
   */
  unsettled(now: number, limit: number): Promise<readonly WriteRecord[]>;
  /** Records of a connection, in the order of their keys: those behind `after`, at most `limit`. */
  ofConnection(connectionId: string, limit: number, after: WriteKey | null): Promise<readonly WriteRecord[]>;
  /**
   * Leaves of a record only that its key was used: {@link PURGED_RESULT}, no digest, and the progress given. False, and
   * nothing is changed, where it is not as it was read, or somebody works on it.
   */
  purge(record: WriteRecord, sealedProgress: string, now: number): Promise<boolean>;
  /** Removes done records that have not changed since `before`; never those without a result. Answers with how many. */
  prune(before: number): Promise<number>;
}
