import type { FastifyReply } from "fastify";

/** What a well-formed request may be refused for before it is run. */
const REQUEST_ERRORS =
  /"code":"(GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|OPERATION_RESOLUTION_FAILURE)"/;

/**
 * The status of an answer, as the media type of the answer has it: in `application/json`, which anybody on the way may
 * answer with as well, a GraphQL answer is told by its 200, whatever its errors; in `application/graphql-response+json`
 * a request error is a 400. Gateways that ask for JSON would else keep the error's code to themselves.
 * GraphQL over HTTP, "Status Codes".
 *
 * What goes over a limit stays a 400 in either: proxies that look out for abuse see statuses only.
 */
export function statusOf(reply: FastifyReply, payload: unknown): number {
  const { statusCode } = reply;
  const isJson = String(reply.getHeader("content-type")).startsWith("application/json");
  return statusCode === 400 && isJson && typeof payload === "string" && REQUEST_ERRORS.test(payload) ? 200 : statusCode;
}
