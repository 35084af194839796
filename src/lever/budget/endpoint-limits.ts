import type { LeverCall, Transport } from "../transport.js";
import type { Budget, Budgets } from "./budget.js";
import type { Limits } from "./limits.js";
import { paying } from "./with-budget.js";

/** No bursts: so many in one second and the next may be too many in the second between. */
const BURST = 1;

/**
 * Limits of single endpoints, of each key, beside the key's budget. Lever docs, "Postings > Apply to a posting": two
 * applications a second.
 */
export class EndpointLimits {
  readonly #budgets = new Map<string, Budgets>();

  /** `create`: the budgets of all keys for one endpoint, "POST /postings/:posting/apply". */
  constructor(private readonly create: (endpoint: string, limits: Limits) => Budgets) {}

  /** Null: the endpoint has no limit of its own. */
  of({ endpoint, target }: LeverCall): Budget | null {
    const { method, path, requestsPerSecond } = endpoint;
    if (requestsPerSecond === null) return null;
    const name = `${method} ${path}`;
    const known = this.#budgets.get(name) ?? this.create(name, { requestsPerSecond, burst: BURST });
    this.#budgets.set(name, known);
    return known.of(target.fingerprint);
  }
}

/** Requests to a limited endpoint wait for their turn there, before they wait for the key's budget. */
export function withEndpointLimits(next: Transport, limits: EndpointLimits): Transport {
  return (call) => {
    const budget = limits.of(call);
    return budget ? paying(next, call, budget) : next(call);
  };
}
