import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { Clock } from "../../time/clock.js";
import { after } from "../after.js";
import { Slots } from "./slots.js";

/** Sockets of one connection: more don't help at 10 requests a second. */
const MAX_SOCKETS = 20;

/**
 * How long an unused socket is kept at most, milliseconds. A server that says when it hangs up (`keep-alive: timeout=5`)
 * is believed: a request written to a socket that is just being closed has an unknown fate.
 */
const MAX_IDLE_MS = 30_000;

/** The `code` of an error that came before the connection stood: nothing of the request was sent. */
export const NOT_CONNECTED = "ERR_LEVER_NOT_CONNECTED";

/** What sockets have to know. */
export interface SocketOptions {
  readonly protocol: string;
  readonly clock: Pick<Clock, "sleep">;
  readonly connectMs: number;
  /** Settings of TLS beside the machine's own. */
  readonly tls?: https.AgentOptions;
}

/** The sockets of one connection, apart from all others': one customer's slow Lever takes none of another's. */
export class ConnectionSockets implements Disposable {
  readonly agent: http.Agent;
  /** As many as sockets: whoever waits for one knows that nothing was sent. */
  readonly slots = new Slots(MAX_SOCKETS);

  constructor(options: SocketOptions) {
    const agentOptions = {
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
      maxFreeSockets: MAX_SOCKETS,
      timeout: MAX_IDLE_MS,
    };
    const isTls = options.protocol === "https:";
    this.agent = isTls ? new https.Agent({ ...options.tls, ...agentOptions }) : new http.Agent(agentOptions);
    const create = this.agent.createConnection.bind(this.agent);
    this.agent.createConnection = (connection, callback) => {
      const socket = create(connection, callback);
      if (socket) watchConnecting(socket, isTls ? "secureConnect" : "connect", options);
      return socket;
    };
  }

  [Symbol.dispose](): void {
    this.agent.destroy();
  }
}

/** Gives up on a socket that doesn't connect in time, and marks whatever goes wrong until it has. */
function watchConnecting(socket: Duplex, readyEvent: string, { clock, connectMs }: SocketOptions): void {
  const cancel = after(clock, connectMs, () => socket.destroy(new Error("No connection in time")));
  const mark = (error: Error) => Object.assign(error, { code: NOT_CONNECTED });
  // Before any listener of the request's: it sees the error with the mark already on it.
  socket.prependListener("error", mark);
  socket.once(readyEvent, () => {
    cancel();
    socket.removeListener("error", mark);
  });
  socket.once("close", cancel);
}
