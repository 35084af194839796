/** Requests a second of both, measured in turn. */
export interface Round {
  readonly ours: number;
  readonly rival: number;
}

/** Ratios of our throughput to the rival's. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
}

/** Measures one of the two once: requests a second. */
export type Measure = (which: keyof Round) => Promise<number>;

/** A, B, B, A: what drifts (heat, other work on the machine) falls on both alike. */
const ABBA = ["ours", "rival", "rival", "ours"] as const;

/** Rounds of four measurements each. */
export async function abbaRounds(count: number, measure: Measure): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++) {
    const sums = { ours: 0, rival: 0 };
    for (const which of ABBA) sums[which] += await measure(which);
    rounds.push({ ours: sums.ours / 2, rival: sums.rival / 2 });
  }
  return rounds;
}

/** Pairs of two measurements each; who goes first changes from pair to pair. */
export async function pairedRuns(count: number, measure: Measure): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let pair = 0; pair < count; pair++) {
    const order = pair % 2 === 0 ? (["ours", "rival"] as const) : (["rival", "ours"] as const);
    const found = { ours: 0, rival: 0 };
    for (const which of order) found[which] = await measure(which);
    rounds.push(found);
  }
  return rounds;
}

/** @throws RangeError of no rounds */
export function ratioOf(rounds: readonly Round[]): Ratio {
  const ratios = rounds.map(({ ours, rival }) => ours / rival);
  return { median: medianOf(ratios), min: Math.min(...ratios), max: Math.max(...ratios), rounds: rounds.length };
}

/** @throws RangeError of no numbers */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("Nothing was measured");
  return (lower + upper) / 2;
}
