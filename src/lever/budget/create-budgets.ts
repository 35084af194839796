import type { Clock } from "../../time/clock.js";
import type { Budgets } from "./budget.js";
import { EndpointLimits } from "./endpoint-limits.js";
import type { Limits } from "./limits.js";
import { LocalBudgets } from "./local-budgets.js";
import { RedisBuckets, type RedisCommands } from "./replicas/redis-buckets.js";
import { type BudgetSharing, ReplicaLink } from "./replicas/replica-link.js";
import { ReplicatedBudgets } from "./replicas/replicated-budgets.js";

/** How replicas share budgets. */
export interface SharedBudgetOptions {
  /** The same Redis for all replicas. One that evicts keys costs bursts; see docs/operations.md. */
  readonly redis: RedisCommands;
  /** Told whenever this process begins to share and whenever it is left to itself; must not throw. */
  readonly onChange?: (sharing: BudgetSharing) => void;
}

/** All budgets of a pool. */
export interface PoolBudgets extends AsyncDisposable {
  readonly ofKeys: Budgets;
  readonly ofEndpoints: EndpointLimits;
}

/** Budgets of this process alone; or shared by replicas, where it is told how. Dispose them. */
export function createBudgets(limits: Limits, clock: Clock, shared?: SharedBudgetOptions): PoolBudgets {
  if (!shared) {
    return {
      ofKeys: new LocalBudgets(limits, clock),
      ofEndpoints: new EndpointLimits((_, endpointLimits) => new LocalBudgets(endpointLimits, clock)),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const { redis, onChange = () => undefined } = shared;
  const link = new ReplicaLink({ buckets: new RedisBuckets(redis), clock, onChange });
  return {
    ofKeys: new ReplicatedBudgets({ endpoint: null, limits, link, clock }),
    ofEndpoints: new EndpointLimits(
      (endpoint, endpointLimits) => new ReplicatedBudgets({ endpoint, limits: endpointLimits, link, clock }),
    ),
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  };
}
