import type { BudgetState, LeverClient, LeverTarget } from "./client.js";
import type { CallScope } from "./scope.js";

/** All of Lever for this process: sockets, budgets and caches, apart by connection. */
export interface LeverPool extends AsyncDisposable {
  /** A client of the connection for one operation. Cheap: call it once for each operation and connection. */
  client(target: LeverTarget, scope: CallScope): LeverClient;
  /** What is left of the budget of the target's key. */
  budget(target: Pick<LeverTarget, "fingerprint">): BudgetState;
  /**
   * Drops everything cached of a connection: out of this process and the shared cache at once, out of the memory of
   * other replicas that share it with the next that they ask for of the connection; none of it is used again before.
   */
  forget(target: Pick<LeverTarget, "accountId" | "connectionId">): Promise<void>;
  /** Resources changed behind our back: what is cached of them is out of date, on every replica that shares the cache. */
  changed(target: Pick<LeverTarget, "accountId" | "connectionId">, resources: readonly string[]): Promise<void>;
  /** Refuses what waits or runs for the connection, with DISABLED, and everything after until {@link enable}. */
  disable(connectionId: string): void;
  /** Takes {@link disable} back. */
  enable(connectionId: string): void;
}
