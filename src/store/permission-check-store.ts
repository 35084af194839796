import type { PermissionRecord } from "./permission-record.js";

/** How the check of a connection's permissions stands. */
export type PermissionCheckState = "RUNNING" | "DONE" | "FAILED";

/** The check of the permissions of a connection's key: the one under way, or the last one. */
export interface PermissionCheckRecord {
  readonly connectionId: string;
  /** Of the key that is checked. */
  readonly epoch: number;
  readonly state: PermissionCheckState;
  /** The permissions that are still to be asked for, in this order. */
  readonly pending: readonly string[];
  /** Where the next check is to go on among what isn't asked for by each. */
  readonly turn: number;
  /** When a check of this key last ended; null before the first one has. Milliseconds since the Unix epoch, as below. */
  readonly finishedAt: number | null;
  /** Who works on it; null: nobody. */
  readonly holder: string | null;
  /** Until when nobody else may take it over; 0 when nobody holds it. */
  readonly heldUntil: number;
}

/** A check that is to be begun. */
export interface NewPermissionCheck {
  readonly epoch: number;
  readonly pending: readonly string[];
  /** What a check of the same key that is under way is to ask for once more; it stays the one check. */
  readonly again: readonly string[];
  readonly turn: number;
}

/** Who works on the check of which key. */
export interface CheckHold {
  readonly connectionId: string;
  readonly epoch: number;
  readonly holder: string;
}

/** What came of one question; nothing of it where the question is still to be asked. */
export interface CheckStep {
  /** No longer pending. */
  readonly asked?: string;
  readonly found?: PermissionRecord;
}

/** Checks of permissions, one for each connection, with which they go. */
export interface PermissionCheckStore {
  read(connectionId: string): Promise<PermissionCheckRecord | null>;
  /** Begins a check, which nobody holds yet; joins the one of the same key. False where there is no such connection. */
  begin(connectionId: string, check: NewPermissionCheck): Promise<boolean>;
  /** Checks that are under way, with their accounts: what a process that died left behind is among them. */
  unfinished(): Promise<readonly { readonly connectionId: string; readonly accountId: string }[]>;
  /** Takes a check that is under way and free at `now`; null where there is none. */
  take(connectionId: string, holder: string, heldUntil: number, now: number): Promise<PermissionCheckRecord | null>;
  /**
   * Holds on until `heldUntil`; takes out what was asked for, and keeps what was found out. Null, and nothing is changed,
   * where the holder is to stop: the check is another's, or its connection is switched off, has another key, or is gone.
   */
  advance(hold: CheckHold, step: CheckStep, heldUntil: number): Promise<PermissionCheckRecord | null>;
  /**
   * Ends the check; false, and nothing is changed, where it is another's, or DONE where something was added to `pending`.
   */
  finish(hold: CheckHold, state: "DONE" | "FAILED", now: number): Promise<boolean>;
  /** Lets the check go, for another to go on with it. */
  release(hold: CheckHold): Promise<void>;
  /** Lets every check go: for a process that knows that it alone uses the store, when it starts. */
  releaseHolds(): Promise<void>;
}
