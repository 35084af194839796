import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as a scripted server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as they came over the wire. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** A server on a loopback port that does what the test's script says. */
export class ScriptedServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly sockets = new Set<Socket>();
  /** Requests that have come and are not answered yet. */
  open = 0;
  readonly #server: http.Server;
  readonly #watchers = new Set<() => void>();

  private constructor(script: (request: SeenRequest, index: number) => Reply) {
    this.#server = http.createServer((incoming, response) => void this.#serve(incoming, response, script));
    this.#server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.sockets.delete(socket);
        this.#notify();
      });
    });
  }

  /** Starts a server; `script` says how the request of that number (from 0) is answered. */
  static async start(script: (request: SeenRequest, index: number) => Reply): Promise<ScriptedServer> {
    const server = new ScriptedServer(script);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** Without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves once `isReached` holds; looked at whenever a request comes or ends and a socket closes. */
  async until(isReached: () => boolean): Promise<void> {
    if (isReached()) return;
    await new Promise<void>((resolve) => {
      const watch = () => {
        if (!isReached()) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse, script: (r: SeenRequest, n: number) => Reply) {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = incoming.url ?? "";
    const { pathname, searchParams } = new URL(url, "http://scripted");
    const seen: SeenRequest = {
      method: incoming.method ?? "",
      url,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    this.open++;
    response.on("close", () => {
      this.open--;
      this.#notify();
    });
    const reply = script(seen, this.requests.push(seen) - 1);
    this.#notify();
    await reply(response, seen);
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** Answers JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  };
}

/** Answers a single object as Lever does. */
export function object(value: object): Reply {
  return json({ data: value });
}

/** Answers a page of a list as Lever does. */
export function page(rows: readonly object[], next?: string): Reply {
  return json(next === undefined ? { data: rows, hasNext: false } : { data: rows, hasNext: true, next });
}

/** Refuses as Lever does. */
export function refusal(
  status: number,
  code = "Error",
  message = "refused",
  headers: Record<string, string> = {},
): Reply {
  return json({ code, message }, status, headers);
}

/** Answers text, of whatever type. */
export function text(body: string, contentType: string, status = 200): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": contentType }).end(body);
  };
}

/** Breaks the connection off without an answer. */
export const reset: Reply = (response) => {
  response.socket?.resetAndDestroy();
};

/** Begins an answer and hangs up in the middle of it. */
export function cutOff(beginning: string, status = 200): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": beginning.length * 2 });
    response.write(beginning, () => response.destroy());
  };
}

/** Never answers. */
export const hang: Reply = () => undefined;

/** One reply after the other; the last one stays. */
export function inTurn(...replies: readonly [Reply, ...Reply[]]): (request: SeenRequest, index: number) => Reply {
  return (_, index) => replies[Math.min(index, replies.length - 1)] ?? replies[0];
}
