import type { BaseContext } from "@apollo/server";
import type { GraphContext } from "../../context/graph-context.js";

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
