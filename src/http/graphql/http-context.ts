import type { BaseContext } from "@apollo/server";
import type { FastifyRequest } from "fastify";
import { type GraphContext, type GraphServices, OperationContext } from "../../context/graph-context.js";
import { OperationReport } from "../../context/operation-report.js";
import type { OperationScope } from "../../context/operation-scope.js";

/** What the HTTP layer keeps of a request, beside what resolvers see. */
export interface HttpContext extends GraphContext, BaseContext {
  /** Names the request in answers and logs. */
  readonly requestId: string;
  /** The right gateway secret without an account: may ask what gateways need to compose, and nothing else. */
  readonly isGatewayOnly: boolean;
  /** The caller asked for `extensions.lever`. */
  readonly wantsCostReport: boolean;
  /** On the monotonic clock, milliseconds. */
  readonly startedAtMs: number;
}

/** The context of an operation that came over HTTP. */
export class RequestContext extends OperationContext implements HttpContext {
  readonly requestId: string;
  readonly wantsCostReport: boolean;

  constructor(
    services: GraphServices,
    operation: OperationScope,
    readonly isGatewayOnly: boolean,
    readonly startedAtMs: number,
    { id, headers }: Pick<FastifyRequest, "id" | "headers">,
  ) {
    super(services, operation, new OperationReport());
    this.requestId = id;
    this.wantsCostReport = headers["x-lever-report"] === "1";
  }
}
