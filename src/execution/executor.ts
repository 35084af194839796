import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getVariableValues,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { executeFields } from "./execute-fields.js";
import { OperationPlans } from "./plans.js";
import { Run } from "./run.js";

/** A valid operation, and what it is run with. */
export interface ExecutorRequest {
  readonly document: DocumentNode;
  /** Undefined: the document has none of that name. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly contextValue: unknown;
}

/** Runs operations. */
export type Executor = (request: ExecutorRequest) => ExecutionResult | PromiseLike<ExecutionResult>;

/** As graphql-js's `execute`: more faults of variables are not told. */
const MAX_VARIABLE_ERRORS = 50;

/**
 * Runs queries as graphql-js does, by a plan that is made when an operation is first seen: which fields there are, of
 * which types, resolved and completed how. What is not a query goes to graphql-js itself. Plans live as long as their
 * document, so whoever keeps documents bounds them.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const known = new WeakMap<OperationDefinitionNode, OperationPlans>();
  const queryType = schema.getQueryType();
  return (request) => {
    const { document, operation, operationName, variables, contextValue } = request;
    if (!queryType || operation?.operation !== "query") {
      return execute({ schema, document, contextValue, operationName, variableValues: variables });
    }
    let plans = known.get(operation);
    if (!plans) {
      plans = new OperationPlans(schema, document, operation);
      known.set(operation, plans);
    }
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {
      maxErrors: MAX_VARIABLE_ERRORS,
    });
    return errors ? { errors } : run(plans, queryType, new Run(plans.operation, coerced, contextValue));
  };
}

function run(
  plans: OperationPlans,
  type: GraphQLObjectType,
  execution: Run,
): ExecutionResult | PromiseLike<ExecutionResult> {
  const succeeded = (data: unknown): ExecutionResult => response(data, execution);
  const failed = (error: unknown): ExecutionResult => {
    execution.errors.add(error as GraphQLError, undefined);
    return response(null, execution);
  };
  try {
    const plan = plans.planFor(type, execution.variables);
    const data = executeFields(execution, plan, undefined, undefined);
    return data instanceof Promise ? data.then(succeeded, failed) : succeeded(data);
  } catch (error) {
    return failed(error);
  }
}

function response(data: unknown, { errors }: Run): ExecutionResult {
  const result = { data: data as NonNullable<ExecutionResult["data"]> | null };
  return errors.all.length === 0 ? result : { errors: errors.all, ...result };
}
