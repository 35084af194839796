import type { IncomingMessage } from "node:http";

/**
 * The pieces of a body as they come; a client who sends nothing for `idleMs` milliseconds is hung up on. Whoever stops
 * early leaves the rest to be read by the server, so that the answer still reaches the client.
 */
export async function* withIdleLimit(request: IncomingMessage, idleMs: number): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => request.destroy(), idleMs);
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      timer.refresh();
      yield piece as Uint8Array;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
  }
}
