import {
  type DocumentNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** How long an answer may be kept, seconds, by the type of what it holds. */
export type MaxAges = ReadonlyMap<string, number>;

/** What the types' `@cacheControl(maxAge:)` say. */
export function maxAgesOf(schema: GraphQLSchema): MaxAges {
  const maxAges = new Map<string, number>();
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    const maxAge = isObjectType(type) ? declaredMaxAge(type) : null;
    if (maxAge !== null) maxAges.set(name, maxAge);
  }
  return maxAges;
}

function declaredMaxAge({ astNode }: GraphQLObjectType): number | null {
  const directive = astNode?.directives?.find(({ name }) => name.value === "cacheControl");
  const argument = directive?.arguments?.find(({ name }) => name.value === "maxAge");
  return argument?.value.kind === "IntValue" ? Number(argument.value.value) : null;
}

/**
 * How long the answer to an operation may be kept by whoever asked, seconds: as long as the shortest-lived of the types
 * it asks for; 0 where none of them says. Apollo's own plugin finds it out anew for every object of every answer.
 */
export function maxAgeOf(
  schema: GraphQLSchema,
  maxAges: MaxAges,
  operation: OperationDefinitionNode,
  document: DocumentNode,
): number {
  let shortest = Infinity;
  const types = new TypeInfo(schema);
  const note = (): void => {
    const type = types.getType();
    const maxAge = type ? maxAges.get(getNamedType(type).name) : undefined;
    if (maxAge !== undefined) shortest = Math.min(shortest, maxAge);
  };
  // Fragments that another operation of the document uses only make the answer shorter-lived than it could be.
  const fragments = document.definitions.filter((definition) => definition.kind === "FragmentDefinition");
  const asked = { ...document, definitions: [operation, ...fragments] };
  visit(asked, visitWithTypeInfo(types, { Field: note, InlineFragment: note }));
  return shortest === Infinity ? 0 : shortest;
}
