import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../observability/logger.js";

/** An answer to a request that never became an operation, in the form that GraphQL clients read. */
export function errorBody(
  code: string,
  message: string,
  request: Pick<FastifyRequest, "id">,
  extensions: Readonly<Record<string, unknown>> = {},
) {
  return { errors: [{ message, extensions: { code, retryable: false, ...extensions, requestId: request.id } }] };
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: "The request's body is not JSON.",
  408: "The request took too long to arrive.",
  413: "The request is too large.",
  415: "Send the operation as application/json.",
};

/** What goes wrong before an operation begins: no stack and none of the request in the answer. */
export function errorReplies(fastify: FastifyInstance, logger: Logger): void {
  fastify.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody("NOT_FOUND", "Nothing is here.", request)),
  );
  fastify.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply
        .code(status)
        .send(errorBody("BAD_REQUEST", MESSAGES[status] ?? "The request is malformed.", request));
    }
    logger.error({ requestId: request.id, error: error.name }, "a request failed outside GraphQL");
    return reply.code(500).send(errorBody("INTERNAL_SERVER_ERROR", "Something went wrong on our side.", request));
  });
}
