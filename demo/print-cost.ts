import type { LeverCost } from "./gateway/cost-sum.js";

/** What an operation cost, in a line; null: Lever was not asked. */
export function printCost(cost: LeverCost | null): string {
  if (!cost) return "0 requests to Lever";
  const { requests, cacheHits, calls } = cost;
  const counted = `${requests} ${requests === 1 ? "request" : "requests"} to Lever, ${cacheHits} from the cache`;
  return calls.length === 0 ? counted : `${counted} (${tally(calls)})`;
}

/** "2 × GET /opportunities, GET /stages" */
function tally(calls: LeverCost["calls"]): string {
  const counts = new Map<string, number>();
  for (const { method, path } of calls) {
    const call = `${method} ${path}`;
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return [...counts].map(([call, count]) => (count === 1 ? call : `${count} × ${call}`)).join(", ");
}
