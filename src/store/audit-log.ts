/** What became of a write. UNKNOWN: it was begun, and how it ended is not known (yet). */
export type AuditOutcome = "DONE" | "NOTHING_TO_DO" | "REFUSED" | "FAILED" | "UNKNOWN";

/** Who did what to which opportunity, and how it ended: ids and words of ours, no personal data. */
export interface AuditRecord {
  /** Unique within the connection. */
  readonly id: string;
  readonly connectionId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Findem's id of the user; null: nobody was named. */
  readonly userId: string | null;
  /** Lever's id of the user on whose behalf it was done; null: none. */
  readonly performedAsId: string | null;
  readonly action: string;
  /** Lever's id; null: the write was about no opportunity, or about one that was not there yet. */
  readonly opportunityId: string | null;
  readonly outcome: AuditOutcome;
}

/** Who wrote what. Goes with its connection. */
export interface AuditLog {
  /**
   * Written before anything is sent.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts)
   */
  begin(record: AuditRecord): Promise<void>;
  /**
   * Says how it ended, and which opportunity it made, by Lever's id; with null the record keeps the one it has.
   * Idempotent; does nothing where the record is gone.
   */
  end(connectionId: string, id: string, outcome: AuditOutcome, newOpportunityId: string | null): Promise<void>;
  /** Newest first (by `at`, then by id, both descending): what comes behind `before`, at most `limit` records. */
  page(
    connectionId: string,
    limit: number,
    before: { readonly at: number; readonly id: string } | null,
  ): Promise<readonly AuditRecord[]>;
  /** Takes the ids of these opportunities out of the records, which stay: who did what, to nobody. */
  unlink(connectionId: string, opportunityIds: readonly string[]): Promise<void>;
  /** Removes what is older than `before`, of every connection; answers with how many that were. */
  prune(before: number): Promise<number>;
}
