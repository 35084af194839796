import { type GraphQLResponse, HeaderMap } from "@apollo/server";
import type { ExecutionResult, GraphQLError, GraphQLFormattedError, GraphQLSchema } from "graphql";
import { createExecutor } from "../../execution/executor.js";
import type { OperationHooks } from "./operation-hooks.js";

/** Makes what clients see of an error. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Runs queries by our own executor; mutations, each field of which waits for the one before, Apollo Server runs. */
export function ownExecution(schema: GraphQLSchema, formatError: FormatError): OperationHooks {
  const execute = createExecutor(schema);
  return {
    run: ({ document, operation, request, contextValue }) => {
      if (operation?.operation !== "query") return null;
      return answered(execute({ document, operation, variables: request.variables, contextValue }), formatError);
    },
  };
}

async function answered(
  running: ExecutionResult | PromiseLike<ExecutionResult>,
  formatError: FormatError,
): Promise<GraphQLResponse> {
  const { data, errors } = await running;
  const isRun = data !== undefined;
  const code = isRun ? "INTERNAL_SERVER_ERROR" : "BAD_USER_INPUT";
  const shown = errors?.map((error) => formatError(withCode(error, code), error));
  return {
    http: { ...(isRun ? {} : { status: 400 }), headers: new HeaderMap() },
    body: { kind: "single", singleResult: { ...(shown ? { errors: shown } : {}), ...(isRun ? { data } : {}) } },
  };
}

/** An error as Apollo Server hands it to whoever formats errors: with that code where it has none. */
function withCode(error: GraphQLError, code: string): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { code, ...error.extensions } };
}
