import type { FastifyReply, FastifyRequest } from "fastify";
import { errorBody } from "../error-reply.js";

/** When to try again, milliseconds: spread, so that those who were turned away don't come back together. */
const RETRY_AFTER_MS = { least: 1_000, spread: 1_000 };

const MESSAGE = "This service has more to do than it can bear: try again after retryAfterMs.";

/** Answers 503 OVERLOADED, and when to come back. `random`: in [0, 1). */
export function refuseOverloaded(request: FastifyRequest, reply: FastifyReply, random: number): FastifyReply {
  const retryAfterMs = Math.round(RETRY_AFTER_MS.least + random * RETRY_AFTER_MS.spread);
  return reply
    .code(503)
    .header("retry-after", String(Math.ceil(retryAfterMs / 1_000)))
    .send(errorBody("OVERLOADED", MESSAGE, request, { retryable: true, retryAfterMs }));
}
