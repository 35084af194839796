import type { ApolloServer } from "@apollo/server";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Logger } from "../observability/logger.js";
import type { AdmissionLimits } from "./admission/admission-gate.js";
import { openAdmission } from "./admission/open-admission.js";
import { bodyDeadline } from "./body-deadline.js";
import { errorBody, errorReplies } from "./error-reply.js";
import { graphqlRoute, type GraphqlRouteOptions } from "./graphql/graphql.route.js";
import type { HttpContext } from "./graphql/http-context.js";
import { GUARDS } from "./guards.js";
import { refuseNoHttp } from "./no-http.js";
import { playgroundRoute } from "./playground/playground.route.js";
import { filesRoute, type FilesRouteOptions } from "./routes/files.route.js";
import { healthRoutes, type Readiness } from "./routes/health.route.js";
import { metricsRoute, type MetricsRouteOptions } from "./routes/metrics.route.js";
import { uploadsRoute } from "./routes/uploads.route.js";
import { webhooksRoute, type WebhooksRouteOptions } from "./routes/webhooks.route.js";
import { OpenSockets } from "./open-sockets.js";

interface Routes extends GraphqlRouteOptions, MetricsRouteOptions, FilesRouteOptions, WebhooksRouteOptions {}

/** What the server listens on and answers with. */
export interface HttpServerOptions extends Omit<Routes, "gate"> {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly maxBodyBytes: number;
  /** A request that is not there in full after that is given up. */
  readonly bodyTimeoutMs: number;
  readonly hasPlayground: boolean;
  /** How much is taken on at once. */
  readonly admission: AdmissionLimits;
  readonly apollo: ApolloServer<HttpContext>;
  readonly ping: Readiness["ping"];
  readonly logger: Logger;
}

/** A server that listens. Disposing it lets what is under way end, and refuses what is new. */
export interface HttpServer extends AsyncDisposable {
  /** "http://127.0.0.1:4001" */
  readonly url: string;
  /** Is not ready from now on, and goes on all the same: load balancers look elsewhere. */
  retire(): void;
}

/** An id from the gateway is taken over where it is harmless in a log. */
const REQUEST_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Longest that a file may take to arrive, milliseconds: 30 MiB over half a megabit a second. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000;
const UPLOADS = "/uploads/";

/** Node's own limit for the headers alone, milliseconds. */
const MAX_HEADERS_MS = 60_000;

/** Starts to listen. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { apollo, host, port, logger } = options;
  let isDraining = false;
  const { services, admission: limits, metrics } = options;
  const { gate, close } = openAdmission({ limits, clock: services.clock, logger, metrics });
  const fastify = createFastify(options, () => isDraining);
  const sockets = new OpenSockets(fastify.server);
  errorReplies(fastify, logger);
  await apollo.start();
  healthRoutes(fastify, { isDraining: () => isDraining, ping: options.ping });
  metricsRoute(fastify, options);
  const routes = { ...options, gate };
  graphqlRoute(fastify, routes);
  filesRoute(fastify, routes);
  uploadsRoute(fastify, routes);
  webhooksRoute(fastify, routes);
  if (options.hasPlayground) playgroundRoute(fastify, { title: "Findem Lever subgraph", endpoint: "/graphql" });
  await fastify.listen({ host, port });
  return {
    url: urlOf(fastify, host),
    retire: () => void (isDraining = true),
    [Symbol.asyncDispose]: async () => {
      isDraining = true;
      sockets.closeIdle();
      await fastify.close();
      await apollo.stop();
      close();
    },
  };
}

function createFastify({ maxBodyBytes, bodyTimeoutMs }: HttpServerOptions, isEnding: () => boolean): FastifyInstance {
  const fastify = Fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    requestTimeout: Math.max(bodyTimeoutMs, UPLOAD_TIMEOUT_MS),
    http: { headersTimeout: Math.min(bodyTimeoutMs, MAX_HEADERS_MS) },
    forceCloseConnections: "idle",
    return503OnClosing: true,
    clientErrorHandler: refuseNoHttp,
    // An address that can't be decoded: hooks don't run for it.
    frameworkErrors: (_error, request, reply) => refuseMalformed(request, reply as FastifyReply),
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  bodyDeadline(fastify, bodyTimeoutMs, UPLOADS);
  fastify.addHook("onSend", (request, reply, payload, done) => {
    guard(request, reply);
    // A gateway keeps connections open for its next request, which has to go elsewhere from now on.
    if (isEnding()) reply.header("connection", "close");
    done(null, payload);
  });
  return fastify;
}

function refuseMalformed(request: Pick<FastifyRequest, "id">, reply: FastifyReply): void {
  guard(request, reply);
  void reply.code(400).send(errorBody("BAD_REQUEST", "The request is malformed.", request));
}

function guard(request: Pick<FastifyRequest, "id">, reply: Pick<FastifyReply, "hasHeader" | "header">): void {
  for (const [name, value] of Object.entries(GUARDS)) if (!reply.hasHeader(name)) reply.header(name, value);
  reply.header("x-request-id", request.id);
}

function urlOf(fastify: FastifyInstance, host: string): string {
  const { port } = fastify.server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
