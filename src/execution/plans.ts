import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type VariableNode,
  visit,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Operation, Values } from "./operation.js";
import type { ObjectPlan } from "./plan.js";
import { planRoot } from "./planner.js";

/** Operations differ in few switches, but a client may write one with thirty: plans that are kept of one operation. */
const MAX_PLANS_OF_AN_OPERATION = 16;

/** The plans of one operation: one for each combination of what its `@skip` and `@include` ask. */
export class OperationPlans {
  readonly operation: Operation;
  readonly #switches: readonly string[];
  readonly #plans = new LRUCache<string, ObjectPlan>({ max: MAX_PLANS_OF_AN_OPERATION });

  constructor(schema: GraphQLSchema, document: DocumentNode, definition: OperationDefinitionNode) {
    this.operation = { schema, fragments: fragmentsOf(document), definition };
    this.#switches = switchesOf(document);
  }

  /**
   * The plan for those variables.
   * @throws GraphQLError where one that `@skip` or `@include` takes is null
   */
  planFor(type: GraphQLObjectType, variables: Values): ObjectPlan {
    const key = this.#switches.map((name) => String(variables[name])).join(" ");
    let plan = this.#plans.get(key);
    if (!plan) {
      plan = planRoot(this.operation, type, variables);
      this.#plans.set(key, plan);
    }
    return plan;
  }
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((node) => [node.name.value, node]));
}

/** The variables that decide what is asked for. */
function switchesOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const noteVariables = { Variable: ({ name }: VariableNode) => void names.add(name.value) };
  visit(document, { Directive: (directive) => void visit(directive, noteVariables) });
  return [...names].sort();
}
