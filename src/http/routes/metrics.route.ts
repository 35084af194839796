import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Metrics } from "../../observability/metrics.js";
import { errorBody } from "../error-reply.js";

/** What the route needs. */
export interface MetricsRouteOptions {
  readonly metrics: Metrics;
  /** Null: open to whoever reaches it; never in production. */
  readonly metricsToken: string | null;
}

/** `GET /metrics`: Prometheus. */
export function metricsRoute(fastify: FastifyInstance, { metrics, metricsToken }: MetricsRouteOptions): void {
  fastify.get("/metrics", async (request, reply) => {
    if (metricsToken !== null && !isToken(request.headers.authorization, metricsToken)) {
      return reply.code(401).send(errorBody("UNAUTHENTICATED", "Send METRICS_TOKEN as a bearer token.", request));
    }
    return reply.header("content-type", metrics.contentType).send(await metrics.text());
  });
}

/** In constant time, whatever the length. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}
