import type { Clock } from "../../time/clock.js";
import { isBusy } from "./sqlite-errors.js";

/** With the pauses below and SQLite's own wait, about five seconds. */
const ATTEMPTS = 200;
const LONGEST_PAUSE_MS = 30;

/**
 * How long SQLite itself waits for a lock, which stops everything else in this process: no longer than another
 * process's usual transaction takes.
 */
export const BLOCKING_WAIT_MS = 10;

/**
 * Does something that needs a lock of the file, again while another connection holds it.
 * @throws what the last attempt threw
 */
export async function whileBusy<Result>(clock: Clock, attempt: () => Result): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    try {
      return attempt();
    } catch (error) {
      if (attempts >= ATTEMPTS || !isBusy(error)) throw error;
    }
    await clock.sleep(clock.random() * LONGEST_PAUSE_MS);
  }
}
