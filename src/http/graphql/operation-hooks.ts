import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
} from "@apollo/server";
import type { HttpContext } from "./http-context.js";

/** An operation that is valid, and about to be run. */
export type ResolvedOperation = GraphQLRequestContextDidResolveOperation<HttpContext>;

/** An operation with its answer, which is about to be sent. */
export type AnsweredOperation = GraphQLRequestContextWillSendResponse<HttpContext>;

/** What is done with every operation. */
export interface OperationHooks {
  /** May refuse it, by what it throws. */
  readonly resolved?: (operation: ResolvedOperation) => void;
  /** May add to the answer. */
  readonly answered?: (operation: AnsweredOperation) => void;
}

/**
 * All hooks as one plugin of Apollo Server's, in their order. It waits for every plugin in every phase of every
 * operation: for a small one that is most of the time that it takes.
 */
export function operationHooks(...hooks: readonly OperationHooks[]): ApolloServerPlugin<HttpContext> {
  const resolved = hooks.flatMap((hook) => hook.resolved ?? []);
  const answered = hooks.flatMap((hook) => hook.answered ?? []);
  const listener = Promise.resolve({
    didResolveOperation: async (operation: ResolvedOperation) => {
      for (const hook of resolved) hook(operation);
    },
    willSendResponse: async (operation: AnsweredOperation) => {
      for (const hook of answered) hook(operation);
    },
  });
  return { requestDidStart: () => listener };
}
