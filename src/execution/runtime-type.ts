import { GraphQLError, type GraphQLAbstractType, type GraphQLObjectType, isObjectType } from "graphql";
import { inspect } from "graphql/jsutils/inspect.js";
import type { FieldInfo } from "./field-info.js";

/**
 * The type of an object that stands where several types may, by the name that was resolved.
 * @throws GraphQLError where it isn't one of them, as graphql-js
 */
export function runtimeTypeOf(
  name: unknown,
  abstract: GraphQLAbstractType,
  info: FieldInfo,
  value: unknown,
): GraphQLObjectType {
  const { schema, fieldNodes: nodes, parentType, fieldName } = info;
  const told = `Abstract type "${abstract.name}"`;
  const place = `at runtime for field "${parentType.name}.${fieldName}"`;
  if (name == null) {
    const remedy = `Either the "${abstract.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`;
    throw new GraphQLError(`${told} must resolve to an Object type ${place}. ${remedy}`, { nodes });
  }
  if (typeof name !== "string") {
    throw new GraphQLError(
      `${told} must resolve to an Object type ${place} with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const type = schema.getType(name);
  if (!type) {
    throw new GraphQLError(`${told} was resolved to a type "${name}" that does not exist inside the schema.`, {
      nodes,
    });
  }
  if (!isObjectType(type)) throw new GraphQLError(`${told} was resolved to a non-object type "${name}".`, { nodes });
  if (!schema.isSubType(abstract, type)) {
    throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${abstract.name}".`, { nodes });
  }
  return type;
}
