import type { ServerResponse } from "node:http";
import type { Caller } from "../../caller/caller.js";
import type { OperationScope } from "../../context/operation-scope.js";

/** For whom an operation is done that came over HTTP. */
export class HttpOperation implements OperationScope {
  #signal: AbortSignal | null = null;

  constructor(
    readonly caller: Caller,
    readonly deadlineAtMs: number,
    readonly noCache: boolean,
    private readonly response: ServerResponse,
  ) {}

  /** Aborted when the client hangs up before its answer is out; made only where somebody listens. */
  get signal(): AbortSignal {
    this.#signal ??= whenGone(this.response);
    return this.#signal;
  }
}

function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const abortUnlessSent = (): void => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) abortUnlessSent();
  else response.once("close", abortUnlessSent);
  return gone.signal;
}
