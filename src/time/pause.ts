import type { Clock } from "./clock.js";

/** Lets `delayMs` milliseconds pass; false, and at once, where what waits is to stop. */
export async function pause(clock: Pick<Clock, "sleep">, delayMs: number, stopping: AbortSignal): Promise<boolean> {
  await clock.sleep(delayMs, stopping).catch(() => undefined);
  return !stopping.aborted;
}
