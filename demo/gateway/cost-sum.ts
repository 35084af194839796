import { z } from "zod";

const Cost = z.object({
  requests: z.number(),
  cacheHits: z.number(),
  coalesced: z.number(),
  waitedMs: z.number(),
  budgetLeft: z.number().nullable(),
  calls: z.array(z.object({ method: z.string(), path: z.string(), status: z.number(), ms: z.number() })),
});

/** What an operation cost at Lever, as the subgraph tells it in `extensions.lever`. */
export type LeverCost = z.infer<typeof Cost>;

/** A gateway may ask the subgraph several times for one operation, and drops what it tells beside the data. */
export class CostSum {
  #sum: LeverCost | null = null;

  /** Null where no subgraph told anything. */
  get sum(): LeverCost | null {
    return this.#sum;
  }

  /** Adds the `extensions` of a subgraph's answer; those without a cost change nothing. */
  add(extensions: unknown): void {
    const { success, data } = z.object({ lever: Cost }).safeParse(extensions);
    if (success) this.#sum = this.#sum ? plus(this.#sum, data.lever) : data.lever;
  }
}

function plus(one: LeverCost, other: LeverCost): LeverCost {
  const budgets = [one.budgetLeft, other.budgetLeft].filter((left) => left !== null);
  return {
    requests: one.requests + other.requests,
    cacheHits: one.cacheHits + other.cacheHits,
    coalesced: one.coalesced + other.coalesced,
    waitedMs: one.waitedMs + other.waitedMs,
    budgetLeft: budgets.length === 0 ? null : Math.min(...budgets),
    calls: [...one.calls, ...other.calls],
  };
}
