import type { FastifyInstance } from "fastify";
import type { Clock } from "../../time/clock.js";
import type { RunningDownloads } from "./running-downloads.js";

/** How long a transfer may still take when the service is to stop, milliseconds. */
const DRAIN_MS = 10_000;

/** Ends transfers that are still under way some time after the service was told to stop. */
export function giveUpAtEnd(fastify: FastifyInstance, running: RunningDownloads, clock: Pick<Clock, "sleep">): void {
  const closed = new AbortController();
  fastify.addHook("preClose", (done) => {
    clock.sleep(DRAIN_MS, closed.signal).then(
      () => running.giveUp(),
      () => undefined,
    );
    done();
  });
  fastify.addHook("onClose", (_, done) => {
    closed.abort();
    done();
  });
}
