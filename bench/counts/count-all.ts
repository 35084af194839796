import { isDeepStrictEqual } from "node:util";
import type { Operation } from "../operations/operation.js";
import type { Contestant } from "./contestant.js";
import { countOperation, type OperationCount, requestsOf } from "./count-operation.js";

/** How often each operation is counted; the numbers have to be the same every time. */
const REPEATS = 3;

/** What an operation came to, or why there is nothing. */
export interface CountedOperation {
  readonly operation: Operation;
  /** Null where the contestant can't. */
  readonly count: OperationCount | null;
  readonly cannot: string | null;
}

/** Counts operations of a contestant; `onCounted` hears of each. */
export async function countAll(
  operations: readonly Operation[],
  contestant: Contestant,
  onCounted: (counted: CountedOperation) => void,
): Promise<readonly CountedOperation[]> {
  const all: CountedOperation[] = [];
  for (const operation of operations) {
    const cannot = contestant.cannot(operation.name);
    const count = cannot === null ? await countRepeatedly(operation, contestant) : null;
    const counted = { operation, count, cannot };
    onCounted(counted);
    all.push(counted);
  }
  return all;
}

/** @throws Error where the same question has cost another number of requests */
async function countRepeatedly(operation: Operation, contestant: Contestant): Promise<OperationCount> {
  const first = await countOperation(operation, contestant, 1);
  for (let run = 2; run <= REPEATS; run++) {
    const again = await countOperation(operation, contestant, run);
    if (isDeepStrictEqual(requestsOf(again), requestsOf(first))) continue;
    const numbers = [first, again].map((count) => JSON.stringify(requestsOf(count))).join(" and ");
    throw new Error(`${contestant.name}, ${operation.name}: counted ${numbers} requests for the same`);
  }
  return first;
}
