import { ConstraintViolated, UnknownConnection } from "../store-errors.js";

/**
 * Waits for the insertion of rows that refer to a connection and to nothing else that may be missing.
 *
 * New rows only: where a row that is there is changed as well, a removal may hold it (while-connected.ts).
 * @throws UnknownConnection where the database found no such connection; nothing was written
 */
export async function ofKnownConnection<Result>(insertion: Promise<Result>): Promise<Result> {
  try {
    return await insertion;
  } catch (error) {
    if (error instanceof ConstraintViolated && error.constraint === "foreignKey") throw new UnknownConnection();
    throw error;
  }
}
