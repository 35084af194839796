/** Changes are looked for from so long before the last look, milliseconds: Lever's clock is not ours, and it is late. */
export const OVERLAP_MS = 5 * 60_000;
