import type { ApolloServerPlugin } from "@apollo/server";
import type { HttpContext } from "./http-context.js";

/** Puts the request's id into every error, so that a report of it can be found in the log. */
export function requestId(): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== "single") return;
        const { errors } = response.body.singleResult;
        if (!errors) return;
        response.body.singleResult.errors = errors.map((error) => ({
          ...error,
          extensions: { ...error.extensions, requestId: contextValue.requestId },
        }));
      },
    }),
  };
}
