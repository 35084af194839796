/**
 * Lets the benchmark put the time of this process forward, so that what is cached gets old without anybody waiting.
 * Import it before anything that keeps one of these functions for itself.
 */
let offsetMs = 0;

const [now, monotonicNow, wait] = [Date.now.bind(Date), performance.now.bind(performance), globalThis.setTimeout];
Date.now = () => now() + offsetMs;
performance.now = () => monotonicNow() + offsetMs;

/** Timers that have not gone off, and when they are to, on the clock that is put forward. */
const pending = new Map<NodeJS.Timeout, { readonly dueMs: number; readonly go: () => void }>();

const movingTimeout = (callback: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]): NodeJS.Timeout => {
  const go = (): void => {
    pending.delete(timer);
    callback(...given);
  };
  const timer = wait(go, delayMs);
  pending.set(timer, { dueMs: performance.now() + delayMs, go });
  return timer;
};
globalThis.setTimeout = Object.assign(movingTimeout, wait) as typeof globalThis.setTimeout;

process.on("message", (message: { readonly putForwardMs: number }) => {
  offsetMs += message.putForwardMs;
  for (const [timer, { dueMs, go }] of [...pending]) {
    if (dueMs > performance.now()) continue;
    // One that was cleared is in the map still, and must not go off.
    const isCleared = (timer as NodeJS.Timeout & { readonly _destroyed?: boolean })._destroyed === true;
    clearTimeout(timer);
    pending.delete(timer);
    if (!isCleared) go();
  }
  process.send?.({ isPutForward: true });
});
