import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLLeafType,
  GraphQLObjectType,
} from "graphql";

/** What is asked of an object of one type, in the order of the answer. */
export interface ObjectPlan {
  readonly fields: readonly FieldPlan[];
  /** Makes the object that the answer's fields are put into. */
  readonly Result: new () => Record<string, unknown>;
}

/** A field in an operation, with all that can be known of it before it is run. */
export interface FieldPlan {
  /** Its alias, or its name. */
  readonly responseName: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Several where it is asked for more than once. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  /** What it is, whatever the object: `__typename`. Null for all others. */
  readonly constant: string | null;
  /** Null: the property of the field's name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  readonly slot: Slot;
}

/** Makes what is answered of a value. */
export type Serialize = (value: unknown) => unknown;

/** A place in the answer: a field, or an item of a list. */
export type Slot = { readonly isNonNull: boolean } & (
  | { readonly kind: "leaf"; readonly type: GraphQLLeafType; readonly serialize: Serialize }
  | { readonly kind: "list"; readonly item: Slot }
  | { readonly kind: "object"; readonly type: GraphQLObjectType; readonly plans: ObjectPlans }
  | { readonly kind: "abstract"; readonly type: GraphQLAbstractType; readonly plans: ObjectPlans }
);

/** By the type of the object that is there, made when the first one is. */
export type ObjectPlans = Map<GraphQLObjectType, ObjectPlan>;
