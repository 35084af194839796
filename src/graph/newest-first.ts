/** The newest first; what has no time last. Lever docs say nothing of the order of what belongs to an opportunity. */
export function newestFirst<Row>(rows: readonly Row[], timeOf: (row: Row) => number | null): readonly Row[] {
  return [...rows].sort((one, other) => (timeOf(other) ?? -Infinity) - (timeOf(one) ?? -Infinity) || 0);
}
