import type { GraphQLFieldResolver } from "graphql";
import { type createResolversMap, getMetadataStorage } from "type-graphql";

type ResolversMap = ReturnType<typeof createResolversMap>;
type FieldResolvers = Record<string, unknown>;
type FieldResolver = ReturnType<typeof getMetadataStorage>["fieldResolvers"][number];
type ObjectType = ReturnType<typeof getMetadataStorage>["objectTypes"][number];

/**
 * The resolvers of a schema of type-graphql's, without what it does around each of them at each call. A field that is a
 * property needs none: whoever runs an operation looks properties up by itself. A method that takes no arguments of the
 * field is called with what it takes. All others are left as they are. `classes`: those that the schema was made of.
 */
export function leanResolvers(resolvers: ResolversMap, classes: readonly object[]): ResolversMap {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  const ofSchema = fieldResolvers.filter(({ target }) => classes.includes(target));
  const lean: ResolversMap = { ...resolvers };
  for (const type of objectTypes) {
    const methods = ofSchema.filter(({ getObjectType }) => getObjectType?.() === type.target);
    const given = resolvers[type.name];
    if (given) lean[type.name] = leanFields(given as FieldResolvers, type, methods) as ResolversMap[string];
  }
  return lean;
}

function leanFields(given: FieldResolvers, type: ObjectType, methods: readonly FieldResolver[]): FieldResolvers {
  const lean = { ...given };
  for (const method of methods) lean[method.schemaName] = directCall(method) ?? given[method.schemaName];
  const methodNames = new Set(methods.map(({ methodName }) => methodName));
  for (const field of type.fields ?? []) {
    const isMethod = methodNames.has(field.name);
    if (!isMethod && field.name === field.schemaName && !isGuarded(field))
      Reflect.deleteProperty(lean, field.schemaName);
  }
  return lean;
}

/** Whether type-graphql has something to do before the value is given. */
function isGuarded({ middlewares, roles }: Pick<FieldResolver, "middlewares" | "roles">): boolean {
  return (middlewares?.length ?? 0) + (roles?.length ?? 0) > 0;
}

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Given = Parameters<Resolve>;

/** Null where type-graphql has more to do than to call the method. */
function directCall(method: FieldResolver) {
  const { kind, target, methodName } = method;
  const takes = [...(method.params ?? [])].sort((one, other) => one.index - other.index).map(placeOf);
  if (kind === "internal" || isGuarded(method) || takes.includes(null)) return null;
  // Classes of resolvers have no state: one instance is like another.
  const instance = new (target as new () => Record<string, (...given: unknown[]) => unknown>)();
  const [first, second, third] = [...(takes as readonly number[]), UNUSED, UNUSED, UNUSED] as [number, number, number];
  return (...given: Given): unknown => instance[methodName]?.(given[first], given[second], given[third]);
}

/** No resolver is given so many. */
const UNUSED = 4;

/** Where graphql-js hands a resolver what a method's parameter takes; null where it has to be made first. */
function placeOf(parameter: NonNullable<FieldResolver["params"]>[number]): number | null {
  switch (parameter.kind) {
    case "root":
      return parameter.propertyName === undefined && !parameter.getType ? 0 : null;
    case "context":
      return parameter.propertyName === undefined ? 2 : null;
    case "info":
      return 3;
    default:
      return null;
  }
}
