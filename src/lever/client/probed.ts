import type { ProbeOutcome } from "../client.js";
import { LeverError } from "../errors.js";

/**
 * What an answer tells of the permission of the endpoint that gave it.
 * @throws LeverError where it tells nothing: the key, the budget or Lever itself is in the way
 */
export async function probed(isRead: boolean, ask: () => Promise<unknown>): Promise<ProbeOutcome> {
  try {
    await ask();
    return "granted";
  } catch (error) {
    const outcome = error instanceof LeverError ? outcomeOf(error, isRead) : null;
    if (outcome === null) throw error;
    return outcome;
  }
}

function outcomeOf({ code }: LeverError, isRead: boolean): ProbeOutcome | null {
  if (code === "FORBIDDEN") return "refused";
  if (code === "NOT_FOUND") return isRead ? "granted" : "untold";
  return code === "REJECTED" ? "untold" : null;
}
