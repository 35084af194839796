import { type createResolversMap, getMetadataStorage } from "type-graphql";

type ResolversMap = ReturnType<typeof createResolversMap>;

/**
 * Leaves out the resolvers of fields that are properties. type-graphql makes one for each, which looks the property up
 * and does nothing else: whoever runs an operation does that by itself, in a tenth of the time.
 */
export function withoutPropertyFields(resolvers: ResolversMap): ResolversMap {
  const kept = { ...resolvers };
  for (const [type, fields] of propertyFields()) {
    const others = Object.entries(kept[type] ?? {}).filter(([name]) => !fields.has(name));
    kept[type] = Object.fromEntries(others) as ResolversMap[string];
  }
  return kept;
}

/** By the type's name. */
function propertyFields(): ReadonlyMap<string, ReadonlySet<string>> {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  const methods = new Map<unknown, Set<string>>();
  for (const { getObjectType, methodName } of fieldResolvers) {
    const type = getObjectType?.();
    methods.set(type, (methods.get(type) ?? new Set()).add(methodName));
  }
  return new Map(
    objectTypes.map(({ name: typeName, target, fields = [] }) => {
      const properties = fields.filter(
        ({ name, schemaName, middlewares = [], roles = [] }) =>
          name === schemaName && middlewares.length === 0 && roles.length === 0 && !methods.get(target)?.has(name),
      );
      return [typeName, new Set(properties.map(({ schemaName }) => schemaName))];
    }),
  );
}
