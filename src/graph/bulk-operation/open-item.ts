import type { AtsUserError } from "../../user-errors/user-error.js";

/** The budget was taken, the database was away, or the fate of what was sent is open. */
const OPEN: ReadonlySet<string> = new Set(["ATS_RATE_LIMITED", "WRITE_OUTCOME_UNKNOWN", "STORE_UNAVAILABLE"]);

/** Whether an item that came to this is to be tried again. */
export function isOpen(userErrors: readonly AtsUserError[]): boolean {
  return userErrors.some(({ code }) => OPEN.has(code));
}
