import {
  type FieldNode,
  GraphQLBoolean,
  type GraphQLField,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";
import type { Operation, Values } from "./operation.js";
import type { FieldPlan, ObjectPlan, ObjectPlans, Serialize, Slot } from "./plan.js";

type Collected = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * Plans what is asked of the root. `@skip` and `@include` are decided here: the plan is good for runs in which their
 * variables have the same values.
 * @throws GraphQLError where such a variable is null
 */
export function planRoot({ schema, fragments, definition }: Operation, type: GraphQLObjectType, variables: Values) {
  return planObject(schema, type, collectFields(schema, fragments, variables, type, definition.selectionSet));
}

/** As {@link planRoot}, for an object that some field answers with; made once for each type. */
export function planBelow(
  plans: ObjectPlans,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { schema, fragments }: Operation,
  variables: Values,
): ObjectPlan {
  let plan = plans.get(type);
  if (!plan) {
    plan = planObject(schema, type, collectSubfields(schema, fragments, variables, type, nodes));
    plans.set(type, plan);
  }
  return plan;
}

function planObject(schema: GraphQLSchema, type: GraphQLObjectType, collected: Collected): ObjectPlan {
  const fields = [...collected].flatMap(([responseName, nodes]) => planField(schema, type, responseName, nodes) ?? []);
  return { fields, Result: createResult() };
}

function planField(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  responseName: string,
  [first, ...others]: readonly FieldNode[],
): FieldPlan | null {
  const definition = first && definitionOf(schema, parentType, first.name.value);
  if (!definition) return null;
  const slot = slotOf(definition.type);
  const constant = definition === TypeNameMetaFieldDef ? parentType.name : null;
  const resolve = definition.resolve ?? null;
  return { responseName, parentType, definition, nodes: [first, ...others], constant, resolve, slot };
}

function definitionOf(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parentType === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parentType.getFields()[name];
}

function slotOf(type: GraphQLOutputType): Slot {
  if (isNonNullType(type)) return { ...slotOf(type.ofType as GraphQLOutputType), isNonNull: true };
  if (isListType(type)) return { kind: "list", item: slotOf(type.ofType), isNonNull: false };
  if (isLeafType(type)) return { kind: "leaf", type, serialize: serializerOf(type), isNonNull: false };
  const plans: ObjectPlans = new Map();
  if (isObjectType(type)) return { kind: "object", type, plans, isNonNull: false };
  return { kind: "abstract", type: type as never, plans, isNonNull: false };
}

/** What the type does; of the scalars that a JSON value mostly fits already, only where it doesn't. */
function serializerOf(type: GraphQLLeafType): Serialize {
  const serialize = (value: unknown): unknown => type.serialize(value);
  if (type === GraphQLString || type === GraphQLID)
    return (value) => (typeof value === "string" ? value : serialize(value));
  if (type === GraphQLBoolean) return (value) => (typeof value === "boolean" ? value : serialize(value));
  return serialize;
}

/**
 * A constructor for each place, so that all objects there have one hidden class. They inherit nothing, as graphql-js's
 * don't: `__proto__` is an alias like any other.
 */
function createResult(): ObjectPlan["Result"] {
  const Result = function () {} as unknown as ObjectPlan["Result"];
  Object.defineProperty(Result, "prototype", { value: Object.create(null) });
  return Result;
}
