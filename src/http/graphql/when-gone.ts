import type { ServerResponse } from "node:http";

/** Tells when the client hangs up before its answer is out; made only where somebody listens. */
export class WhenGone {
  #signal: AbortSignal | null = null;

  constructor(private readonly response: ServerResponse) {}

  /** Aborted when the client has gone. */
  get signal(): AbortSignal {
    this.#signal ??= this.#listen();
    return this.#signal;
  }

  #listen(): AbortSignal {
    const gone = new AbortController();
    const abortUnlessSent = (): void => {
      if (!this.response.writableFinished) gone.abort();
    };
    if (this.response.destroyed) abortUnlessSent();
    else this.response.once("close", abortUnlessSent);
    return gone.signal;
  }
}
