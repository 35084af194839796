import type { FastifyReply } from "fastify";

/** The downloads under way, each of which ends when its client hangs up, or all are given up. */
export class RunningDownloads {
  readonly #running = new Set<AbortController>();

  /** Aborted when the client is gone before its answer is out, or with {@link giveUp}. */
  begin(reply: FastifyReply): AbortSignal {
    const gone = new AbortController();
    this.#running.add(gone);
    reply.raw.once("close", () => {
      this.#running.delete(gone);
      if (!reply.raw.writableFinished) gone.abort();
    });
    return gone.signal;
  }

  giveUp(): void {
    for (const download of this.#running) download.abort();
  }
}
