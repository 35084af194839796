import { systemClock } from "../../src/time/system-clock.js";

/** How long a test waits for something that is to come of itself, milliseconds. */
const LONGEST_MS = 60_000;
const LOOK_AGAIN_MS = 10;

/**
 * Asks until the answer is as it is to be; gives that answer.
 * @throws where it never is, with the last answer
 */
export async function until<Value>(
  ask: () => Value | Promise<Value>,
  isRight: (value: Value) => boolean,
  longestMs = LONGEST_MS,
): Promise<Value> {
  const startedAtMs = systemClock.monotonicMs();
  for (;;) {
    const value = await ask();
    if (isRight(value)) return value;
    if (systemClock.monotonicMs() - startedAtMs > longestMs) {
      throw new Error(`It did not come to that: ${JSON.stringify(value)}`);
    }
    await systemClock.sleep(LOOK_AGAIN_MS);
  }
}
