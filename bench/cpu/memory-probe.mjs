// Loaded with --import into a process that was started with --expose-gc and a channel: answers what it holds.
process.on("message", () => {
  globalThis.gc();
  process.send(process.memoryUsage());
});
process.channel.unref();
