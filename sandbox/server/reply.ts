import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Content } from "../routing/content.js";
import type { Answer } from "../routing/route.js";
import type { SandboxMishap } from "../sandbox.js";

/** An answer as bytes. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Content;
}

/** An answer as it goes over the wire. */
export function replyOf(answer: Answer): Reply {
  switch (answer.kind) {
    case "json":
      return jsonReply(answer.status, answer.body);
    case "bytes":
      return { status: answer.status, headers: { "content-type": answer.contentType }, body: answer.content };
    case "empty":
      return { status: answer.status, headers: {}, body: new Uint8Array() };
  }
}

/** What an error is made of; a fault that says less is called an injected one. */
export interface ErrorParts {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Record<string, string>;
}

/** Lever docs, "Errors": `{code, message}`. */
export function errorReply(parts: ErrorParts): Reply {
  const { status, code = "InjectedFault", message = "An injected fault", headers } = parts;
  const reply = jsonReply(status, { code, message });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

export const HTML_REPLY: Reply = {
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from("<!doctype html><html><head><title>Lever</title></head><body>Just a moment...</body></html>"),
};

/** The answer after a mishap that happens when the endpoint has already acted. */
export function replyAfter(mishap: SandboxMishap | null, reply: Reply): Reply {
  if (mishap?.kind === "statusAfter") return errorReply({ status: mishap.status });
  if (mishap?.kind === "rewrite") {
    return jsonReply(reply.status, mishap.rewrite(parsedOrNull(reply.body)));
  }
  return reply;
}

/** Sends an answer. Rejects where the client has hung up. */
export async function send(response: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  const length = status === 204 ? {} : { "content-length": body.length };
  response.writeHead(status, { ...headers, ...length });
  if (body instanceof Uint8Array) response.end(body);
  else await pipeline(Readable.from(body.chunks(), { objectMode: false }), response);
}

/** Sends half of an answer and hangs up. */
export async function sendHalf(response: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  response.writeHead(status, { ...headers, "content-length": body.length });
  const chunks = body instanceof Uint8Array ? [body] : body.chunks();
  for (const chunk of firstOf(chunks, Math.floor(body.length / 2))) {
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
  }
  response.destroy();
}

function* firstOf(chunks: Iterable<Uint8Array>, length: number): Iterable<Uint8Array> {
  let left = length;
  for (const chunk of chunks) {
    if (left <= 0) return;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
}

/** Null: nothing, or a file. */
function parsedOrNull(body: Reply["body"]): unknown {
  return body instanceof Uint8Array && body.length > 0 ? JSON.parse(Buffer.from(body).toString("utf8")) : null;
}

function jsonReply(status: number, body: unknown): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.from(JSON.stringify(body)),
  };
}
