import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../caller/caller.js";
import type { Authenticator, Identity } from "../../caller/identity.js";
import type { GraphServices } from "../../context/graph-context.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { errorBody } from "../error-reply.js";
import { type HttpContext, RequestContext } from "./http-context.js";
import { HttpOperation } from "./http-operation.js";
import { statusOf } from "./request-error-status.js";
import { withRequestId } from "./request-id.js";

/** What the route needs. */
export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<HttpContext>;
  readonly services: GraphServices;
  readonly authenticator: Authenticator;
  readonly requestTimeoutMs: number;
  readonly gate: AdmissionGate;
}

type Known = Exclude<Identity, { readonly kind: "refused" }>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls; null before it is found out. */
    identity: Known | null;
  }
}

/** Whoever names no account owns nothing: no account has the empty id. */
const NOBODY: Caller = { accountId: "", userId: null, email: null, roles: new Set() };

/** `POST /graphql`, and `GET` for queries. Who calls, and whether there is room, is known before the body is read. */
export function graphqlRoute(fastify: FastifyInstance, options: GraphqlRouteOptions): void {
  const { apollo, authenticator, gate, services } = options;
  void fastify.register(async (scope) => {
    scope.decorateRequest("identity", null);
    scope.addHook("onRequest", async (request, reply) => {
      const identity = await authenticator.identify(request.raw);
      if (identity.kind === "refused") {
        const code = identity.status === 401 ? "UNAUTHENTICATED" : "FORBIDDEN";
        return reply.code(identity.status).send(errorBody(code, identity.reason, request));
      }
      request.identity = identity;
      const leave = gate.enter(callerOf(identity).accountId);
      if (leave === null) return refuseOverloaded(request, reply, services.clock.random());
      reply.raw.once("close", leave);
      return undefined;
    });
    scope.addHook("onSend", (request, reply, payload, done) => {
      if (reply.statusCode < 400) {
        done(null, inBytes(payload));
        return;
      }
      reply.code(statusOf(reply, payload));
      done(null, withRequestId(payload, request.id));
    });
    scope.route({
      url: "/graphql",
      method: ["GET", "POST"],
      handler: fastifyApolloHandler(apollo, {
        context: (request, reply) => Promise.resolve(contextOf(request, reply, options)),
      }),
    });
  });
}

/** A text that goes out in one piece with its head, UTF-16 units. */
const SHORT = 4_096;

/** Of a long text, Fastify would count the bytes before Node makes them. */
function inBytes(payload: unknown): unknown {
  return typeof payload === "string" && payload.length > SHORT ? Buffer.from(payload) : payload;
}

const NO_CACHE = /(^|,)\s*no-cache\s*(,|$)/i;

function contextOf(
  request: FastifyRequest,
  { raw }: FastifyReply,
  { services, requestTimeoutMs }: GraphqlRouteOptions,
): HttpContext {
  const { identity, headers } = request;
  if (!identity) throw new Error("A request came past its authentication");
  const startedAtMs = services.clock.monotonicMs();
  const noCache = NO_CACHE.test(headers["cache-control"] ?? "");
  const operation = new HttpOperation(callerOf(identity), startedAtMs + requestTimeoutMs, noCache, raw);
  return new RequestContext(services, operation, identity.kind === "gatewayOnly", startedAtMs, request);
}

function callerOf(identity: Known): Caller {
  return identity.kind === "caller" ? identity.caller : NOBODY;
}
