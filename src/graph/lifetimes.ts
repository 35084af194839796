/** How long an answer of Lever's may be served again, milliseconds: short for candidacies, long for reference data. */
export const OPPORTUNITY_MAX_AGE_MS = 30_000;
export const USER_MAX_AGE_MS = 10 * 60_000;
export const POSTING_MAX_AGE_MS = 5 * 60_000;
export const REFERENCE_MAX_AGE_MS = 30 * 60_000;
