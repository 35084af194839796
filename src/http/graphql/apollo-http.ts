import { Readable } from "node:stream";
import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A request as Apollo Server takes it. Apollo Server docs, "Building integrations". */
export function graphqlRequestOf({ method, url, headers, body }: FastifyRequest): HTTPGraphQLRequest {
  const given = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value) given.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const queryStart = url.indexOf("?");
  return { method, headers: given, search: queryStart === -1 ? "" : url.slice(queryStart), body };
}

/** Of UTF-16 units. */
const SHORT = 4_096;

/** Sends what Apollo Server answers. */
export function sendAnswer(reply: FastifyReply, { status = 200, headers, body }: HTTPGraphQLResponse): FastifyReply {
  reply.code(status);
  for (const [name, value] of headers) reply.header(name, value);
  if (body.kind === "chunked") return reply.send(Readable.from(body.asyncIterator));
  // Of a long text, its length in bytes would be found out first; a short one goes out in one piece with its head.
  // Refusals are looked into on their way.
  return reply.send(status < 400 && body.string.length > SHORT ? Buffer.from(body.string) : body.string);
}
