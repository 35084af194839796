import type { ContestantResult } from "./results.js";

/** The names of contestants and of operations, in the order in which they are shown. */
export interface Order {
  readonly contestants: readonly string[];
  readonly operations: readonly string[];
}

/** Of each contestant and operation the newest count: what was counted anew, else what was known before. */
export function latest(
  anew: readonly ContestantResult[],
  before: readonly ContestantResult[],
  { contestants, operations }: Order,
): readonly ContestantResult[] {
  return contestants.flatMap((name) => {
    const known = [...anew, ...before].filter((one) => one.name === name).flatMap((one) => one.operations);
    if (known.length === 0) return [];
    const found = operations.flatMap((operation) => known.find((one) => one.name === operation) ?? []);
    return [{ name, operations: found }];
  });
}
