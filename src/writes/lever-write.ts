import type { LeverBody, LeverClient, PathParameters, Query } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";

/** A write as it is planned, and then sent: one of both, so that a dry run shows what a real one sends. */
export interface LeverWrite {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly parameters: PathParameters;
  /** `perform_as` is a query parameter. Lever docs, "Performing actions on behalf of users". */
  readonly query: Query;
  readonly body?: LeverBody;
}

/** Sends it, once. @throws LeverError */
export function sendWrite(lever: LeverClient, { endpoint, parameters, query, body }: LeverWrite): Promise<unknown> {
  return lever.send(endpoint, parameters, query, body);
}

/** A JSON body. */
export function jsonBody(value: unknown): LeverBody {
  return { kind: "json", value };
}
