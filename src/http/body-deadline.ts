import type { FastifyInstance } from "fastify";
import { errorBody } from "./error-reply.js";

/**
 * Gives up requests whose body is not there in full after `timeoutMs` milliseconds, but for those below
 * `exceptBelow`, which see to it themselves: files take longer than operations.
 */
export function bodyDeadline(fastify: FastifyInstance, timeoutMs: number, exceptBelow: string): void {
  fastify.addHook("onRequest", (request, reply, done) => {
    const { raw, url } = request;
    const hasBody = raw.headers["content-length"] !== undefined || raw.headers["transfer-encoding"] !== undefined;
    if (hasBody && !url.startsWith(exceptBelow)) {
      const timer = setTimeout(() => {
        if (raw.complete || reply.sent) return;
        reply.header("connection", "close");
        void reply.code(408).send(errorBody("BAD_REQUEST", "The request took too long to arrive.", request));
      }, timeoutMs);
      reply.raw.once("close", () => clearTimeout(timer));
    }
    done();
  });
}
