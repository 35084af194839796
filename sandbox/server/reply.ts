import type { ServerResponse } from "node:http";
import type { Answer } from "../routing/route.js";
import type { SandboxMishap } from "../sandbox.js";

/** An answer as bytes. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** An answer as it goes over the wire. */
export function replyOf(answer: Answer): Reply {
  switch (answer.kind) {
    case "json":
      return jsonReply(answer.status, answer.body);
    case "bytes":
      return { status: answer.status, headers: { "content-type": answer.contentType }, bytes: answer.bytes };
    case "empty":
      return { status: answer.status, headers: {}, bytes: new Uint8Array() };
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
  bytes: Buffer.from("<!doctype html><html><head><title>Lever</title></head><body>Just a moment...</body></html>"),
};

/** The answer after a mishap that happens when the endpoint has already acted. */
export function replyAfter(mishap: SandboxMishap | null, reply: Reply): Reply {
  if (mishap?.kind === "statusAfter") return errorReply({ status: mishap.status });
  if (mishap?.kind === "rewrite") {
    const body: unknown = reply.bytes.length === 0 ? null : JSON.parse(Buffer.from(reply.bytes).toString("utf8"));
    return jsonReply(reply.status, mishap.rewrite(body));
  }
  return reply;
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, headers, bytes }: Reply): void {
  const length = status === 204 ? {} : { "content-length": bytes.length };
  response.writeHead(status, { ...headers, ...length }).end(bytes);
}

/** Sends half of an answer and hangs up. */
export function sendHalf(response: ServerResponse, { status, headers, bytes }: Reply): void {
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function jsonReply(status: number, body: unknown): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    bytes: Buffer.from(JSON.stringify(body)),
  };
}
