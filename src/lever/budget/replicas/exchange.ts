import type { Limits } from "../limits.js";

/**
 * After so long without a word a replica counts as silent, milliseconds: it may have lost Redis and spend its share of
 * the budget by itself, so that the others leave that share to it; and it does not do so any sooner.
 */
export const SILENT_MS = 1_500;

/** After so long a silent replica counts as gone, milliseconds, and what it knew as forgotten. */
export const FORGOTTEN_MS = 30_000;

/** What a replica hears of all of them. */
export interface Members {
  /** How many there are, the silent ones included. */
  readonly replicas: number;
  /** The part of every budget that is this replica's, should it lose touch; all parts together are at most 1. */
  readonly share: number;
}

/** Lever has refused a request. */
export interface Refused {
  /** What was known of refusals when the request was sent: requests under way together are one lesson, not many. */
  readonly lesson: number;
  /** For how long, if Lever said so, milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * What a replica tells of a bucket and asks of it. It tells totals, never changes: whatever was lost on the way, or was
 * carried out although no answer came, is put right by what it tells next.
 */
export interface Exchange {
  /** Names the bucket; without personal data. */
  readonly bucket: string;
  /** What Lever gives. */
  readonly limits: Limits;
  /** This replica has lost touch: it spends by itself, or did so until now, and this is its account. */
  readonly isAway: boolean;
  /** The share that it has heard last; 0 where it has none. */
  readonly share: number;
  /** Rises with each exchange of this process: one that arrives too late is not carried out. */
  readonly serial: number;
  /** The account that `spent` belongs to: another one begins at 0. */
  readonly account: number;
  /** Requests that are over. */
  readonly spent: number;
  /** Requests that are under way: each has a token that is not spent yet. */
  readonly underWay: number;
  /** How many tokens are wanted, by anybody and by background work, which leaves room to others. */
  readonly foreground: number;
  readonly background: number;
  /** Somebody in the background has waited for too long. */
  readonly isOverdue: boolean;
  readonly refused?: Refused;
  /** Of the newest request that was answered by something else than a 429. */
  readonly answeredLesson?: number;
  /** In [0, 1): so much longer a pause becomes. */
  readonly jitter: number;
}

/** What a bucket answers. */
export interface Exchanged extends Members {
  /** Tokens that are this replica's now, for anybody and for background work. */
  readonly foreground: number;
  readonly background: number;
  /** What is left; below zero after the burst has shrunk. */
  readonly available: number;
  /** What Lever was found to take now. */
  readonly limits: Limits;
  /** The part of it that is in the bucket: without the shares of silent replicas. */
  readonly part: number;
  /** No token is given before so long, milliseconds. */
  readonly resumesInMs: number;
  readonly lesson: number;
  /** After so long it is worth to ask again for what was not given, milliseconds. */
  readonly waitMs: number;
  /** How many wait in the foreground of each other replica that has asked in vain. */
  readonly elsewhere: readonly number[];
}

/** What a replica tells of itself. */
export interface Beat {
  readonly isAway: boolean;
  readonly share: number;
}

/** Where replicas share buckets of tokens. Every method rejects where it can't be reached. */
export interface SharedBuckets {
  /** Null: it came too late. */
  exchange(exchange: Exchange): Promise<Exchanged | null>;
  beat(beat: Beat): Promise<Members>;
  /** This replica stops: its share is the others' at once. */
  leave(): Promise<void>;
  /** Calls back when the connection has been lost: what was known at its other end may be gone, or be of long ago. */
  onLost(listener: () => void): void;
}
