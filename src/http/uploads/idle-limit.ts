import type { IncomingMessage } from "node:http";

/**
 * The pieces of a body as they come; a client who sends nothing for `idleMs` milliseconds is hung up on. Whoever stops
 * early leaves a rest that is read and thrown away: a client who can't finish sending would not look at the answer.
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
    request.resume();
  }
}
