/** Changes are looked for from so long before the last look, milliseconds: Lever's clock is not ours, and it is late. */
export const OVERLAP_MS = 5 * 60_000;

/** Looks of about the same time ask the same question, so that it is asked once, milliseconds. */
const GRID_MS = 60_000;

/** From when on somebody asks who last looked at `since`, milliseconds since the Unix epoch. */
export function changesFrom(since: number): number {
  return Math.max(0, Math.floor((since - OVERLAP_MS) / GRID_MS) * GRID_MS);
}
