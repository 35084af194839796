/** How much this process takes on at once. */
export interface AdmissionLimits {
  /** Operations of all accounts together. */
  readonly maxOperations: number;
  /** Operations of one account: it must not take all places. */
  readonly maxAccountOperations: number;
  /** How far the event loop may be behind, milliseconds. */
  readonly maxLagMs: number;
}

/** Why an operation is not taken on: all places are taken, or all of its account's; the event loop is behind. */
export type ShedReason = "places" | "account" | "lag";

/** What the gate is made of. */
export interface AdmissionGateOptions extends AdmissionLimits {
  /** How far the event loop is behind now, milliseconds. */
  readonly lagMs: () => number;
  /** An operation was turned away. */
  readonly onShed: (reason: ShedReason) => void;
}

/**
 * Turns operations away before there are more than the process can bear: who is told at once to come back costs next to
 * nothing, and those that were taken on end in time.
 */
export class AdmissionGate {
  #operations = 0;
  readonly #ofAccount = new Map<string, number>();

  constructor(private readonly options: AdmissionGateOptions) {}

  /** How many operations are under way. */
  get operations(): number {
    return this.#operations;
  }

  /** Whether the event loop is behind by more than it may be. */
  get isBehind(): boolean {
    return this.options.lagMs() > this.options.maxLagMs;
  }

  /** Takes an operation of an account on; what is returned ends it. Null: it is turned away. */
  enter(accountId: string): (() => void) | null {
    const reason = this.#reasonAgainst(this.#ofAccount.get(accountId) ?? 0);
    if (reason !== null) {
      this.options.onShed(reason);
      return null;
    }
    this.#count(accountId, 1);
    let isUnderWay = true;
    return () => {
      if (isUnderWay) this.#count(accountId, -1);
      isUnderWay = false;
    };
  }

  /** An account that has nothing under way is let in although the event loop is behind: others made it so. */
  #reasonAgainst(ofAccount: number): ShedReason | null {
    if (this.#operations >= this.options.maxOperations) return "places";
    if (ofAccount >= this.options.maxAccountOperations) return "account";
    return ofAccount > 0 && this.isBehind ? "lag" : null;
  }

  #count(accountId: string, change: 1 | -1): void {
    this.#operations += change;
    const left = (this.#ofAccount.get(accountId) ?? 0) + change;
    if (left > 0) this.#ofAccount.set(accountId, left);
    else this.#ofAccount.delete(accountId);
  }
}
