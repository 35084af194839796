/**
 * Lets the benchmark put the time of this process forward, so that what is cached gets old without anybody waiting.
 * Import it before anything that keeps `Date.now` or `performance.now` for itself.
 */
let offsetMs = 0;

const now = Date.now.bind(Date);
const monotonicNow = performance.now.bind(performance);
Date.now = () => now() + offsetMs;
performance.now = () => monotonicNow() + offsetMs;

process.on("message", (message: { readonly putForwardMs: number }) => {
  offsetMs += message.putForwardMs;
  process.send?.({ isPutForward: true });
});
