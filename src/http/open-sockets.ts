import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server, so that it can stop. Node closes those that wait for another request, and waits for ever
 * for those that have sent nothing yet or part of a request's head: a load balancer opens some in advance, and a
 * hostile client as many as it likes.
 */
export class OpenSockets {
  readonly #open = new Set<Socket>();
  /** How many requests of a connection are under way. */
  readonly #requests = new Map<Socket, number>();
  #isClosing = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#forget(socket));
      this.#closeIfIdle(socket);
    });
    server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#requests.set(socket, (this.#requests.get(socket) ?? 0) + 1);
      response.once("close", () => this.#ended(socket));
    });
  }

  /** From now on a connection without a request under way is closed. */
  closeIdle(): void {
    this.#isClosing = true;
    for (const socket of this.#open) this.#closeIfIdle(socket);
  }

  #ended(socket: Socket): void {
    const left = (this.#requests.get(socket) ?? 1) - 1;
    if (left > 0) this.#requests.set(socket, left);
    else this.#requests.delete(socket);
    this.#closeIfIdle(socket);
  }

  /** What was answered goes out first. */
  #closeIfIdle(socket: Socket): void {
    if (this.#isClosing && !this.#requests.has(socket)) socket.destroySoon();
  }

  #forget(socket: Socket): void {
    this.#open.delete(socket);
    this.#requests.delete(socket);
  }
}
