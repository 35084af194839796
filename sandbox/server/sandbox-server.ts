import { setMaxListeners } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { RequestBody } from "../routing/request-body.js";
import type { Router } from "../routing/router.js";
import type { Actor, Arrival } from "./act.js";
import { apiKeyOf } from "./credentials.js";
import type { FaultList, Trouble } from "./fault-list.js";
import type { Journal, JournalEntry } from "./journal.js";
import { errorReply, HTML_REPLY, type Reply, replyAfter, send, sendHalf } from "./reply.js";

const BASE = "/v1";

/** What the server needs. */
export interface ServerParts {
  readonly router: Router;
  readonly actor: Actor;
  readonly faults: FaultList;
  readonly journal: Journal;
  readonly latencyMs: number;
}

/** The HTTP server: takes requests in, writes them down, lets faults happen and sends answers. */
export class SandboxServer implements AsyncDisposable {
  readonly #server: http.Server;
  readonly #stopped = new AbortController();

  private constructor(private readonly parts: ServerParts) {
    // One for each request that waits.
    setMaxListeners(0, this.#stopped.signal);
    // A client's idle socket must not be closed while its next request is on its way.
    this.#server = http.createServer({ keepAliveTimeout: 120_000, maxHeaderSize: 65_536 }, (incoming, response) => {
      this.#serve(incoming, response).catch(() => response.destroy());
    });
    this.#server.on("connection", (socket) => socket.on("error", () => undefined));
  }

  /** Listens on a loopback port; 0: any that is free. */
  static async start(parts: ServerParts, port: number): Promise<SandboxServer> {
    const server = new SandboxServer(parts);
    await new Promise<void>((resolve, reject) => {
      server.#server.once("error", reject);
      server.#server.listen(port, "127.0.0.1", resolve);
    });
    return server;
  }

  /** With /v1, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${BASE}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = await this.#arrivalOf(incoming);
    const entry: JournalEntry = arrival.request;
    this.parts.journal.requests.push(entry);
    const trouble = this.parts.faults.next(entry);
    const delayMs = this.parts.latencyMs + trouble.delayMs;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: this.#stopped.signal });
    const reply = this.#replyTo(arrival, trouble);
    if (reply === null) return;
    if (reply === "reset") {
      incoming.socket.resetAndDestroy();
      return;
    }
    entry.status = reply.status;
    if (trouble.mishap?.kind === "truncate") await sendHalf(response, reply);
    else await send(response, reply);
  }

  /** Null: none at all. */
  #replyTo(arrival: Arrival, { mishap }: Trouble): Reply | "reset" | null {
    switch (mishap?.kind) {
      case "hang":
        return null;
      case "reset":
        return "reset";
      case "html":
        return HTML_REPLY;
      case "status":
        return errorReply(mishap);
      case "resetAfter":
        this.parts.actor.act(arrival);
        return "reset";
      default:
        return replyAfter(mishap, this.parts.actor.act(arrival));
    }
  }

  async #arrivalOf(incoming: IncomingMessage): Promise<Arrival> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const { method = "", url = "", headers } = incoming;
    const { path, query } = split(url);
    const isInside = path.startsWith(`${BASE}/`);
    const match = isInside ? this.parts.router.find(method, path.slice(BASE.length)) : null;
    const request = {
      method,
      path: isInside ? path.slice(BASE.length) : path,
      template: match?.route.template ?? "",
      query,
      status: 0,
      apiKey: apiKeyOf(headers),
      body: bytes.toString("utf8"),
      headers,
    };
    return { request, url, match, body: new RequestBody(bytes, headers) };
  }
}

/** Not with `new URL`, which would clean the path up. */
function split(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const [path = "", ...others] = url.split("?");
  return { path, query: new URLSearchParams(others.join("?")) };
}
