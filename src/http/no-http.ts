import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { errorBody } from "./error-reply.js";
import { GUARDS } from "./guards.js";

/** What Node's parser says of a request that it gave up. */
interface ParserError extends Error {
  readonly code?: string;
}

const REFUSALS: Readonly<Record<string, readonly [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "The request took too long to arrive."],
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The request's headers are too large."],
};

const MALFORMED = ["400 Bad Request", "The request is malformed."] as const;

/** Node's own mark on a socket: the answer that is being given on it. Its own handler of such errors looks at it too. */
interface AnsweringSocket extends Socket {
  readonly _httpMessage?: Pick<ServerResponse, "headersSent"> | null;
}

/**
 * Refuses what never became a request, in the form of every other answer: nobody further in hears of it. Where an answer
 * has begun, as to a request that was refused before its body came, a second one would be taken for a part of it.
 */
export function refuseNoHttp(error: ParserError, socket: Socket): void {
  const isAnswered = (socket as AnsweringSocket)._httpMessage?.headersSent === true;
  if (error.code !== "ECONNRESET" && socket.writable && !isAnswered) socket.write(refusalOf(error));
  socket.destroy();
}

function refusalOf({ code = "" }: ParserError): string {
  const [status, message] = REFUSALS[code] ?? MALFORMED;
  const id = randomUUID();
  const body = JSON.stringify(errorBody("BAD_REQUEST", message, { id }));
  const headers = {
    ...GUARDS,
    "x-request-id": id,
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
}
