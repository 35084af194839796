import type { ApolloServer } from "@apollo/server";
import fastifyApollo from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../caller/caller.js";
import type { Authenticator, Identity } from "../../caller/identity.js";
import { createGraphContext, type GraphServices } from "../../context/graph-context.js";
import { OperationReport } from "../../context/operation-report.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { errorBody } from "../error-reply.js";
import type { HttpContext } from "./http-context.js";
import { statusOf } from "./request-error-status.js";
import { withRequestId } from "./request-id.plugin.js";

/** What the route needs. */
export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<HttpContext>;
  readonly services: GraphServices;
  readonly authenticator: Authenticator;
  readonly requestTimeoutMs: number;
  readonly gate: AdmissionGate;
}

type Known = Exclude<Identity, { readonly kind: "refused" }>;

/** Whoever names no account owns nothing: no account has the empty id. */
const NOBODY: Caller = { accountId: "", userId: null, email: null, roles: new Set() };

/** `POST /graphql`, and `GET` for queries. Who calls, and whether there is room, is known before the body is read. */
export function graphqlRoute(fastify: FastifyInstance, options: GraphqlRouteOptions): void {
  const identities = new WeakMap<FastifyRequest, Known>();
  void fastify.register(async (scope) => {
    scope.addHook("onRequest", async (request, reply) => {
      const identity = await options.authenticator.identify(request.raw);
      if (identity.kind !== "refused") {
        identities.set(request, identity);
        return;
      }
      const code = identity.status === 401 ? "UNAUTHENTICATED" : "FORBIDDEN";
      await reply.code(identity.status).send(errorBody(code, identity.reason, request));
    });
    scope.addHook("onRequest", async (request, reply) => {
      const leave = options.gate.enter(callerOf(identities.get(request)).accountId);
      if (leave === null) await refuseOverloaded(request, reply, options.services.clock.random());
      else reply.raw.once("close", leave);
    });
    scope.addHook("onSend", async (request, reply, payload) => {
      if (reply.statusCode < 400) return payload;
      reply.code(statusOf(reply, payload));
      return withRequestId(payload, request.id);
    });
    await scope.register(fastifyApollo(options.apollo), {
      path: "/graphql",
      method: ["GET", "POST"],
      context: (request, reply) => {
        const identity = identities.get(request);
        if (!identity) throw new Error("A request came past its authentication");
        return Promise.resolve(createHttpContext(options, request, reply, identity));
      },
    });
  });
}

function createHttpContext(
  { services, requestTimeoutMs }: GraphqlRouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Known,
): HttpContext {
  const startedAtMs = services.clock.monotonicMs();
  const operation = {
    caller: callerOf(identity),
    deadlineAtMs: startedAtMs + requestTimeoutMs,
    noCache: /(^|,)\s*no-cache\s*(,|$)/i.test(request.headers["cache-control"] ?? ""),
    signal: whenGone(reply),
  };
  return {
    ...createGraphContext(services, operation, new OperationReport()),
    requestId: request.id,
    isGatewayOnly: identity.kind === "gatewayOnly",
    wantsCostReport: request.headers["x-lever-report"] === "1",
    startedAtMs,
  };
}

function callerOf(identity: Known | undefined): Caller {
  return identity?.kind === "caller" ? identity.caller : NOBODY;
}

/** Aborted when the client hangs up before its answer is out. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
