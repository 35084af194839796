import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { type GraphQLSchema, parse } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import { externalIdOf, type RivalContext } from "../serve/rival-context.js";
import { AtsConnection, ConnectionResolver, PipelineBucketResolver } from "./connection.resolver.js";
import { Opportunity, toOpportunity } from "./opportunity.js";
import { ApplicationResolver, OpportunityResolver } from "./opportunity.resolver.js";
import { NoteResolver } from "./parts.js";
import { Candidate, CandidateResolver, candidateOf, Profile, ProfileResolver } from "./people.js";
import { WritesResolver } from "./writes.resolver.js";

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@extends"])`;

interface Reference {
  readonly __typename: string;
  readonly id?: string;
  readonly externalId?: string;
}

/** The graph of the first three rivals. */
export async function typedSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      ...([ConnectionResolver, PipelineBucketResolver, OpportunityResolver, ApplicationResolver] as const),
      ...([NoteResolver, CandidateResolver, ProfileResolver, WritesResolver] as const),
    ],
    orphanedTypes: [AtsConnection, Opportunity, Candidate, Profile],
    validate: false,
    skipCheck: true,
  });
  const typeDefs = parse(`${FEDERATION}\n${printSchemaWithDirectives(schema)}`);
  // Two names for the same map.
  const resolvers = withReferences(createResolversMap(schema)) as GraphQLResolverMap<unknown>;
  return buildSubgraphSchema({ typeDefs, resolvers });
}

type Resolvers = ReturnType<typeof createResolversMap>;

function withReferences(resolvers: Resolvers): Resolvers {
  const references: Record<string, (reference: Reference, context: RivalContext) => Promise<unknown>> = {
    Opportunity: async ({ id = "", externalId = externalIdOf(id) }, context) =>
      toOpportunity(context, await context.lever.opportunity(externalId)),
    Candidate: ({ id = "" }, context) => candidateOf(context, externalIdOf(id)),
    Profile: (reference) => Promise.resolve(reference),
  };
  const added = Object.entries(references).map(([name, resolve]) => [
    name,
    { ...(resolvers[name] as object), __resolveReference: resolve },
  ]);
  return { ...resolvers, ...(Object.fromEntries(added) as Resolvers) };
}
