import type { Clock } from "../../../time/clock.js";
import type { BudgetState } from "../../client.js";
import type { Budget, Budgets } from "../budget.js";
import { ByFingerprint } from "../by-fingerprint.js";
import type { Limits } from "../limits.js";
import { QueuedBudget } from "../queued-budget.js";
import type { Party, ReplicaLink } from "./replica-link.js";
import { ReplicatedTokens } from "./replicated-tokens.js";

/** What budgets that replicas share are made of. */
export interface ReplicatedBudgetsOptions {
  /** Of which endpoint, as part of the buckets' names; null for all requests of a key. */
  readonly endpoint: string | null;
  readonly limits: Limits;
  readonly link: ReplicaLink;
  readonly clock: Clock;
}

/** The budgets of all keys, shared by all replicas as long as the link holds. */
export class ReplicatedBudgets implements Budgets, Party {
  readonly #keys: ByFingerprint<Key>;

  constructor(private readonly options: ReplicatedBudgetsOptions) {
    this.#keys = new ByFingerprint((fingerprint) => new Key(fingerprint, options));
    options.link.join(this);
  }

  of(fingerprint: string): Budget {
    return this.#keys.of(fingerprint).budget;
  }

  state(fingerprint: string): BudgetState {
    // What a key that was never used here would find.
    return (this.#keys.find(fingerprint) ?? new Key(fingerprint, this.options)).budget.state();
  }

  onLost(): void {
    for (const { tokens } of this.#keys.all()) tokens.onLost();
  }

  async rejoin(): Promise<boolean> {
    const heard = await Promise.all(this.#keys.all().map(({ tokens }) => tokens.rejoin()));
    return heard.every(Boolean);
  }

  onFound(): void {
    for (const { tokens } of this.#keys.all()) tokens.onFound();
  }
}

class Key {
  readonly tokens: ReplicatedTokens;
  readonly budget: QueuedBudget;

  constructor(fingerprint: string, { endpoint, limits: full, link, clock }: ReplicatedBudgetsOptions) {
    const bucket = endpoint === null ? fingerprint : `${fingerprint}:${endpoint}`;
    this.tokens = new ReplicatedTokens({ bucket, full, link, clock });
    this.budget = new QueuedBudget(this.tokens, clock);
  }

  get isIdle(): boolean {
    return this.budget.isIdle;
  }
}
