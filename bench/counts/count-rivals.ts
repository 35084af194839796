import { isDeepStrictEqual } from "node:util";
import { type Operation, PHASES } from "../operations/operation.js";
import { countAll, type CountedOperation } from "./count-all.js";
import { Rival } from "./rival.js";
import { RIVALS } from "./rival-list.js";

/** What a contestant came to. */
export interface CountedContestant {
  readonly name: string;
  readonly operations: readonly CountedOperation[];
}

/** Which rivals are counted. */
export interface RivalChoice {
  /** The connection's id in the graph of all of them. */
  readonly connectionId: string;
  /** Null: all. */
  readonly names: readonly string[] | null;
}

/**
 * Counts rivals. `ours`: what the product answered with, which a rival has to answer with too: requests for another
 * answer can't be compared.
 * @throws Error where a rival's answer is another
 */
export async function countRivals(
  ours: readonly CountedOperation[],
  { connectionId, names }: RivalChoice,
  onCounted: (rival: string, counted: CountedOperation) => void,
): Promise<readonly CountedContestant[]> {
  const contestants: CountedContestant[] = [];
  const all = ours.map(({ operation }) => operation);
  for (const definition of RIVALS.filter(({ name }) => names === null || names.includes(name))) {
    const operations = await countAll(all, new Rival(definition, connectionId), (counted) => {
      demandSameAnswer(definition.name, counted, ours);
      onCounted(definition.name, counted);
    });
    contestants.push({ name: definition.name, operations });
  }
  return contestants;
}

function demandSameAnswer(
  rival: string,
  { operation, count }: CountedOperation,
  ours: readonly CountedOperation[],
): void {
  const own = ours.find((one) => isSame(one.operation, operation))?.count;
  if (count === null || own == null) return;
  for (const phase of PHASES) {
    if (isDeepStrictEqual(count[phase].answer, own[phase].answer)) continue;
    throw new Error(`${rival} answers ${operation.name}, ${phase}, with something else than this subgraph`);
  }
}

function isSame(one: Operation, other: Operation): boolean {
  return one.name === other.name;
}
