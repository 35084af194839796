import type { GraphQLResolveInfo } from "graphql";
import type { BulkRunners } from "../bulk/bulk-runner.js";
import type { GraphContext } from "../context/graph-context.js";

/** A resolver class or an object type of type-graphql. */
export type GraphClass = new () => object;

/** What a gateway sends to name an entity: `__typename` and the fields of one of its keys, and what `@requires` adds. */
export type Representation = Readonly<Record<string, unknown>>;

/**
 * Finds the entity of a representation; null where there is none, or it is another account's.
 * Asynchronous always: a synchronous throw would null the answer of every other entity.
 */
export type ReferenceResolver = (
  representation: Representation,
  context: GraphContext,
  info: GraphQLResolveInfo,
) => Promise<object | null>;

/**
 * The same for many at once, in their order: for what gateways ask for by the hundred. An Error in the place of one that
 * can't be read fails that one alone.
 */
export interface ReferencesResolver {
  readonly many: (
    representations: readonly Representation[],
    context: GraphContext,
    info: GraphQLResolveInfo,
  ) => Promise<readonly (object | Error | null)[]>;
}

/** One type of the graph with all that belongs to it; see docs/adding-a-resource.md. */
export interface GraphSlice {
  readonly resolvers: readonly GraphClass[];
  /** Reference resolvers by the name of the entity's type. */
  readonly references?: Readonly<Record<string, ReferenceResolver | ReferencesResolver>>;
  /** Does items of its mutations over many, by the mutation's name. */
  readonly bulk?: BulkRunners;
  /** Object types that no field leads to. */
  readonly orphans?: readonly GraphClass[];
}

/** The manifest of a slice; its folder's `index.ts` holds it. */
export function defineSlice(slice: GraphSlice): GraphSlice {
  return slice;
}
