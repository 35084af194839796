import type { Outcome } from "./budget.js";
import type { Limits } from "./limits.js";

/** Who waits for a budget's tokens. */
export interface Demand {
  /** How many wait in the lanes that may take any token. */
  readonly foreground: number;
  /** How many wait in the background: they leave half of the burst to others. */
  readonly background: number;
  /** From when on it is the background's turn here even without that room; Infinity where it is not. Monotonic clock. */
  readonly backgroundTurnAtMs: number;
  /** When the oldest of the background loses patience; Infinity without any. Monotonic clock. */
  readonly backgroundOverdueAtMs: number;
}

/** Nobody waits. */
export const NOBODY: Demand = {
  foreground: 0,
  background: 0,
  backgroundTurnAtMs: Infinity,
  backgroundOverdueAtMs: Infinity,
};

/** The right to send one request. */
export interface Token {
  /** Has to be called once the request is over. */
  settle(outcome: Outcome): void;
}

/** Where the tokens of a budget come from: this process's own bucket, or one that replicas share. */
export interface TokenSource {
  /** What holds now, as far as is known. */
  readonly limits: Limits;
  /** No request is sent before that time. Monotonic clock. */
  readonly resumesAtMs: number;
  /** What may be sent, and is not promised to anybody; below zero after the burst has shrunk. An estimate where shared. */
  available(nowMs: number): number;
  /** How many in other processes would go before somebody who has `ahead` before them in this one's line. */
  elsewhere(ahead: number, nowMs: number): number;
  /** Whether a token can be taken this moment: by anybody, or by background work, which leaves room. */
  holds(who: "anybody" | "background", nowMs: number): boolean;
  /** Takes one; only where it {@link holds} one. */
  take(nowMs: number): Token;
  /**
   * Told who waits, once nobody can be served any more.
   * @returns after how long it is worth to look again, milliseconds; Infinity where it calls {@link follow}'s listener
   */
  seek(demand: Demand, nowMs: number): number;
  /** Whether it is as good as new, and can be given up. */
  isIdle(nowMs: number): boolean;
  /** Calls back whenever something has changed by itself; `isWorse` where those who wait have to wait for longer. */
  follow(listener: (isWorse: boolean) => void): void;
}

/** What background work leaves to whoever may come: half of the burst. It goes only where so much is there. */
export function roomForBackground({ burst }: Limits): number {
  return Math.max(1, burst / 2);
}
