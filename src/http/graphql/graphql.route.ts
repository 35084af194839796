import type { ApolloServer } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../caller/caller.js";
import type { Authenticator, Identity } from "../../caller/identity.js";
import { createGraphContext, type GraphServices } from "../../context/graph-context.js";
import { OperationReport } from "../../context/operation-report.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { errorBody } from "../error-reply.js";
import { graphqlRequestOf, sendAnswer } from "./apollo-http.js";
import type { HttpContext } from "./http-context.js";
import { statusOf } from "./request-error-status.js";
import { withRequestId } from "./request-id.js";
import { WhenGone } from "./when-gone.js";

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
    scope.addHook("onSend", (request, reply, payload, done) => {
      if (reply.statusCode < 400) return done(null, payload);
      reply.code(statusOf(reply, payload));
      done(null, withRequestId(payload, request.id));
    });
    scope.route({
      url: "/graphql",
      method: ["GET", "POST"],
      handler: async (request, reply) => {
        const identity = identities.get(request);
        if (!identity) throw new Error("A request came past its authentication");
        const answer = await options.apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: graphqlRequestOf(request),
          context: () => Promise.resolve(createHttpContext(options, request, reply, identity)),
        });
        return sendAnswer(reply, answer);
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
  const gone = new WhenGone(reply.raw);
  const operation = {
    caller: callerOf(identity),
    deadlineAtMs: startedAtMs + requestTimeoutMs,
    noCache: /(^|,)\s*no-cache\s*(,|$)/i.test(request.headers["cache-control"] ?? ""),
    get signal() {
      return gone.signal;
    },
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
