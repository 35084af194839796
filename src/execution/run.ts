import { getArgumentValues } from "graphql";
import { CollectedErrors } from "./collected-errors.js";
import type { Operation, Values } from "./operation.js";
import type { FieldPlan } from "./plan.js";

const NO_ARGUMENTS: Values = Object.freeze({});

/** An operation being run once: what all of its fields share. */
export class Run {
  readonly errors = new CollectedErrors();
  readonly #arguments = new Map<FieldPlan, Values>();

  constructor(
    readonly operation: Operation,
    readonly variables: Values,
    readonly contextValue: unknown,
  ) {}

  /**
   * The arguments of a field: the same for all items of a list, and so coerced once.
   * @throws GraphQLError where a variable is missing or null that must not be
   */
  argumentsOf(field: FieldPlan): Values {
    if (field.definition.args.length === 0) return NO_ARGUMENTS;
    let values = this.#arguments.get(field);
    if (!values) {
      values = getArgumentValues(field.definition, field.nodes[0], this.variables);
      this.#arguments.set(field, values);
    }
    return values;
  }
}
