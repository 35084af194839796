import { LeverError } from "../lever/errors.js";

/** The value, or null where Lever says 404. Lever docs, "Errors": ResourceNotFound. */
export async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LeverError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
