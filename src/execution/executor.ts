import {
  type DocumentNode,
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

/** A valid query, and what it is run with. */
export interface ExecutorRequest {
  readonly document: DocumentNode;
  /** One of the document's queries: of mutations, each field would have to wait for the one before. */
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly contextValue: unknown;
}

/** Runs queries. Without `data`, the query was not run: its variables are not as it declares them. */
export type Executor = (request: ExecutorRequest) => ExecutionResult | PromiseLike<ExecutionResult>;

/** As graphql-js's `execute`: more faults of variables are not told. */
const MAX_VARIABLE_ERRORS = 50;

/**
 * Runs queries as graphql-js does, by a plan that is made when a query is first seen: which fields there are, of which
 * types, resolved and completed how. Plans live as long as their document, so whoever keeps documents bounds them.
 * @throws TypeError of a schema that has no queries
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const known = new WeakMap<OperationDefinitionNode, OperationPlans>();
  const queryType = schema.getQueryType();
  if (!queryType) throw new TypeError("The schema has no queries");
  return ({ document, operation, variables, contextValue }) => {
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
