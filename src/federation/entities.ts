import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../context/graph-context.js";
import type { ReferenceResolver, ReferencesResolver, Representation } from "../graph/slice.js";
import { each } from "../loading/each.js";
import { inGroups } from "../loading/in-groups.js";
import { badUserInput } from "../user-errors/thrown.js";

/** How the entities of each type are found, by the type's name. */
export type References = ReadonlyMap<string, ReferenceResolver | ReferencesResolver>;

/** What is found of a representation; an Error fails it alone. */
type Found = object | Error | null;

/** The resolvers of `_entities`. */
export interface EntityResolvers {
  readonly entities: (
    source: unknown,
    given: { readonly representations: readonly Representation[] },
    context: GraphContext,
    info: GraphQLResolveInfo,
  ) => Promise<readonly Found[]>;
  /** The type of something that `entities` has found. */
  readonly typeOf: (entity: object) => string | undefined;
}

/**
 * Finds what representations name, all of a type together, in the order asked. `@apollo/subgraph` would ask for each by
 * itself, and write its type's name onto it: entities are kept and shared, and nobody may change one.
 */
export function entityResolvers(references: References): EntityResolvers {
  const typeNames = new WeakMap<object, string>();
  return {
    typeOf: (entity) => typeNames.get(entity),
    entities: async (_source, { representations }, context, info) =>
      inGroups(
        representations,
        (representation) => String(representation["__typename"]),
        async (typeName, asked) => {
          const found = await findAll(references.get(typeName), typeName, asked, context, info);
          for (const entity of found) if (entity !== null) typeNames.set(entity, typeName);
          return found;
        },
      ),
  };
}

async function findAll(
  resolver: ReferenceResolver | ReferencesResolver | undefined,
  typeName: string,
  asked: readonly Representation[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<readonly Found[]> {
  if (!resolver) throw badUserInput("representations.__typename", `${typeName} is no entity of this subgraph`);
  if (typeof resolver === "object") return resolver.many(asked, context, info);
  return each(asked, async (representation) => resolver(representation, context, info));
}
