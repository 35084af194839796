import type { FastifyInstance } from "fastify";
import { createPlayground, type PlaygroundOptions } from "./playground-page.js";

/** The page brings its scripts, styles and fonts along, and may ask this host alone. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "font-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `GET /`: the playground. */
export function playgroundRoute(fastify: FastifyInstance, options: PlaygroundOptions): void {
  const playground = createPlayground(options);
  fastify.get("/", async (_request, reply) => {
    return reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-encoding", "gzip")
      .header("content-security-policy", CONTENT_SECURITY_POLICY)
      .header("cache-control", "private, max-age=600")
      .send(await playground());
  });
}
