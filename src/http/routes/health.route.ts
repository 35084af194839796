import type { FastifyInstance } from "fastify";

/** What readiness looks at. */
export interface Readiness {
  /** True from the moment that the service was told to stop. */
  readonly isDraining: () => boolean;
  /** @throws when the database does not answer */
  readonly ping: () => Promise<void>;
}

/** `GET /healthz`: the process lives, and looks at nothing outside. `GET /readyz`: it may be sent requests. */
export function healthRoutes(fastify: FastifyInstance, { isDraining, ping }: Readiness): void {
  fastify.get("/healthz", () => ({ status: "ok" }));
  fastify.get("/readyz", async (_request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: "draining" });
    try {
      await ping();
      return { status: "ready" };
    } catch {
      return reply.code(503).send({ status: "database unavailable" });
    }
  });
}
