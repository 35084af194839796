import type { AccountSize } from "../account/sizes.js";
import { countOperation, type PhaseCount } from "../counts/count-operation.js";
import type { Contestant } from "../counts/contestant.js";
import type { Operation, Phase } from "../operations/operation.js";
import { PHASES } from "../operations/operation.js";
import { keptBytes } from "./kept-bytes.js";

/** What an operation cost at one size of the account. */
export type GrowthCount = Readonly<Record<Phase, Pick<PhaseCount, "requests" | "fewest">>>;

/** What operations cost in an account of that size, and what memory its opportunities take. */
export interface Growth {
  readonly size: AccountSize;
  readonly operations: readonly { readonly name: string; readonly counts: GrowthCount }[];
  /** Of the heap, for the whole account read and kept. */
  readonly keptBytes: number;
}

/** Counts operations over an account of that size, and weighs what is kept of it. */
export async function measureGrowth(
  size: AccountSize,
  operations: readonly Operation[],
  contestant: Contestant,
): Promise<Growth> {
  const counted: Growth["operations"][number][] = [];
  for (const operation of operations) {
    const count = await countOperation(operation, contestant, 1, size);
    const numbers = PHASES.map((phase) => [phase, numbersOf(count[phase])] as const);
    counted.push({ name: operation.name, counts: Object.fromEntries(numbers) as GrowthCount });
  }
  return { size, operations: counted, keptBytes: await keptBytes(size, contestant) };
}

function numbersOf({ requests, fewest }: PhaseCount): GrowthCount[Phase] {
  return { requests, fewest };
}
