import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import type { RunningSubgraph } from "../../demo/gateway/compose-supergraph.js";

/** References as another team's subgraph holds them: made of ids that it knows, by one of the entity's keys each. */
export interface Shortlist {
  readonly candidate: { readonly id: string };
  readonly opportunities: readonly {
    readonly connectionId: string;
    readonly externalId: string;
    readonly candidateExternalId: string;
  }[];
  readonly posting: { readonly connectionId: string; readonly externalId: string };
}

/** The SDL of a subgraph that refers to entities of ours and adds nothing to them. */
export const SHORTLIST_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    shortlist: Shortlist!
  }

  type Shortlist {
    candidate: Candidate
    opportunities: [Opportunity]!
    posting: AtsPosting
  }

  type Candidate @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type Opportunity @key(fields: "connectionId externalId candidateExternalId", resolvable: false) {
    connectionId: ID!
    externalId: ID!
    candidateExternalId: ID!
  }

  type AtsPosting @key(fields: "connectionId externalId", resolvable: false) {
    connectionId: ID!
    externalId: ID!
  }
`;

/** Starts the subgraph; `shortlist` is called for each operation. */
export async function startShortlist(shortlist: () => Shortlist): Promise<RunningSubgraph & AsyncDisposable> {
  const resolvers = { Query: { shortlist } };
  const apollo = new ApolloServer({
    schema: buildSubgraphSchema({ typeDefs: parse(SHORTLIST_SDL), resolvers }),
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(apollo, { listen: { host: "127.0.0.1", port: 0 } });
  return { name: "shortlist", url, [Symbol.asyncDispose]: () => apollo.stop() };
}
