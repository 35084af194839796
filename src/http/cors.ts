import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** What pages of other origins may do with a route. */
export interface CorsRules {
  /** "https://app.example.com" */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Headers of a request beyond those that any page may send. */
  readonly requestHeaders: readonly string[];
  /** Headers of an answer beyond those that any page may read. */
  readonly answerHeaders: readonly string[];
}

/** How long a browser may remember what it was allowed, seconds. */
const MAX_AGE_SECONDS = 600;

/** Lets pages of the configured origins read the answer, and no others. True where the request comes from one. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, rules: CorsRules): boolean {
  if (rules.origins.length === 0) return false;
  reply.header("vary", "origin");
  const { origin } = request.headers;
  if (origin === undefined || !rules.origins.includes(origin)) return false;
  reply.header("access-control-allow-origin", origin);
  reply.header("access-control-expose-headers", rules.answerHeaders.join(", "));
  return true;
}

/** Answers what a browser asks before it sends a request with further headers. */
export function preflightRoute(fastify: FastifyInstance, url: string, rules: CorsRules): void {
  fastify.options(url, (request, reply) => {
    if (allowOrigin(request, reply, rules)) {
      reply.header("access-control-allow-methods", rules.methods.join(", "));
      reply.header("access-control-allow-headers", rules.requestHeaders.join(", "));
      reply.header("access-control-max-age", MAX_AGE_SECONDS);
    }
    return reply.code(204).send();
  });
}
