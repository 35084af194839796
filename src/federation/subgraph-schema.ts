import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLSchemaModule } from "@apollo/subgraph/dist/schema-helper/index.js";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, parse, specifiedDirectives } from "graphql";
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from "type-graphql";
import type { GraphSlice, ReferenceResolver, ReferencesResolver } from "../graph/slice.js";
import { withAuthDirectives } from "./auth-directives.js";
import { CACHE_CONTROL } from "./cache-control-directive.js";
import { entityResolvers, type References } from "./entities.js";
import { FEDERATION_HEADER } from "./federation-header.js";
import { leanResolvers } from "./lean-resolvers.js";

/** The subgraph: what is served, and what is published. */
export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** What composition reads: committed as `schema/schema.graphql`. */
  readonly sdl: string;
  /** The same for routers that enforce who may what, see {@link withAuthDirectives}; made anew at each call. */
  readonly sdlWithAuth: () => string;
}

/** Makes the subgraph of slices. Takes some hundred milliseconds: once in a process. */
export function createSubgraph(slices: readonly GraphSlice[]): Subgraph {
  const resolverClasses = slices.flatMap((slice) => slice.resolvers);
  const plain = buildSchemaSync({
    resolvers: resolverClasses as unknown as NonEmptyArray<(typeof resolverClasses)[number]>,
    directives: [...specifiedDirectives, CACHE_CONTROL],
    orphanedTypes: slices.flatMap((slice) => slice.orphans ?? []),
    // Not valid by itself: @key and the like are defined by the header.
    skipCheck: true,
    validate: false,
  });
  const sdl = `${FEDERATION_HEADER}\n${printSchemaWithDirectives(plain)}\n`;
  const resolvers = leanResolvers(createResolversMap(plain), resolverClasses);
  const { entities, typeOf } = entityResolvers(referencesOf(slices));
  const map = {
    ...resolvers,
    Query: { ...resolvers["Query"], _entities: entities },
    _Entity: { __resolveType: typeOf },
  };
  // Two libraries' types for the same thing: fields with a resolver or a resolver's settings.
  const resolverMap = map as unknown as NonNullable<GraphQLSchemaModule["resolvers"]>;
  return {
    sdl,
    sdlWithAuth: () => withAuthDirectives(sdl, plain),
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolverMap }),
  };
}

function referencesOf(slices: readonly GraphSlice[]): References {
  const references = new Map<string, ReferenceResolver | ReferencesResolver>();
  for (const [type, resolve] of slices.flatMap((slice) => Object.entries(slice.references ?? {}))) {
    if (references.has(type)) throw new Error(`Two slices resolve references of ${type}`);
    references.set(type, resolve);
  }
  return references;
}
