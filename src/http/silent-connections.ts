import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Connections on which no request has begun. Node does not take them for idle, so that one that a load balancer or a
 * browser has opened in advance would hold up the end of the server until its time for headers is over.
 */
export class SilentConnections {
  readonly #silent = new Set<Socket>();
  #isEnding = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      if (this.#isEnding) {
        socket.destroy();
        return;
      }
      this.#silent.add(socket);
      socket.once("close", () => this.#silent.delete(socket));
    });
    server.on("request", ({ socket }) => this.#silent.delete(socket));
  }

  /** Closes them, and those that are still to come. */
  end(): void {
    this.#isEnding = true;
    for (const socket of this.#silent) socket.destroy();
  }
}
