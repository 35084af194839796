import type {
  ApolloServerPlugin,
  GraphQLResponse,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextResponseForOperation,
  GraphQLRequestContextWillSendResponse,
} from "@apollo/server";
import type { OperationDefinitionNode } from "graphql";
import type { HttpContext } from "./http-context.js";

/** An operation that is valid, and about to be run. */
export type ResolvedOperation = GraphQLRequestContextDidResolveOperation<HttpContext>;

/** An operation that nothing was said against. */
export interface RunnableOperation extends Omit<GraphQLRequestContextResponseForOperation<HttpContext>, "operation"> {
  /** Undefined where the document has none of that name, whatever Apollo Server's type says. */
  readonly operation: OperationDefinitionNode | undefined;
}

/** An operation with its answer, which is about to be sent. */
export type AnsweredOperation = GraphQLRequestContextWillSendResponse<HttpContext>;

/** What is done with every operation. */
export interface OperationHooks {
  /** May refuse it, by what it throws. */
  readonly resolved?: (operation: ResolvedOperation) => void;
  /** May answer it; null: Apollo Server does. */
  readonly run?: (operation: RunnableOperation) => Promise<GraphQLResponse> | null;
  /** May add to the answer. */
  readonly answered?: (operation: AnsweredOperation) => void;
}

/**
 * All hooks as one plugin of Apollo Server's, in their order; one of them may run operations. It waits for every plugin in every phase of every
 * operation: for a small one that is most of the time that it takes.
 */
export function operationHooks(...hooks: readonly OperationHooks[]): ApolloServerPlugin<HttpContext> {
  const resolved = hooks.flatMap((hook) => hook.resolved ?? []);
  const [run] = hooks.flatMap((hook) => hook.run ?? []);
  const answered = hooks.flatMap((hook) => hook.answered ?? []);
  const listener = Promise.resolve({
    didResolveOperation: async (operation: ResolvedOperation) => {
      for (const hook of resolved) hook(operation);
    },
    responseForOperation: async (operation: RunnableOperation) => run?.(operation) ?? null,
    willSendResponse: async (operation: AnsweredOperation) => {
      for (const hook of answered) hook(operation);
    },
  });
  return { requestDidStart: () => listener };
}
