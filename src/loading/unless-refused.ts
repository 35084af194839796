import { LeverError } from "../lever/errors.js";

/**
 * A single object, or null where it is not there (404) or not visible (403): for objects whose list the key may read,
 * so that a refusal of one of them is that one's alone. Lever docs, "Errors".
 */
export async function unlessRefused<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LeverError && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN")) return null;
    throw error;
  }
}
