import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import { createExecutor } from "../../execution/executor.js";
import type { HttpContext } from "./http-context.js";

type Gateway = ApolloServerOptionsWithGateway<HttpContext>["gateway"];

/** The way in which Apollo Server lets others run operations: a "gateway" that tells its schema and its executor. */
export function ownExecution(schema: GraphQLSchema): Gateway {
  const execute = createExecutor(schema);
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: async ({ document, operation, request, context }) =>
          execute({
            ...{ document, operation, contextValue: context },
            operationName: request.operationName,
            variables: request.variables,
          }),
      }),
    stop: () => Promise.resolve(),
  };
}
