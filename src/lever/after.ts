import type { Clock } from "../time/clock.js";

/** The longest that a timer of Node's can wait, milliseconds; a longer one fires at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Does something after `delayMs`, unless what is returned is called before. After more than 24 days: never. */
export function after(clock: Pick<Clock, "sleep">, delayMs: number, action: () => void): () => void {
  if (delayMs > MAX_DELAY_MS) return () => undefined;
  const cancel = new AbortController();
  clock.sleep(Math.max(0, delayMs), cancel.signal).then(
    () => {
      if (!cancel.signal.aborted) action();
    },
    () => undefined,
  );
  // With a reason of its own: the default one is an exception with a stack, and there are several for each request.
  return () => cancel.abort("over");
}
