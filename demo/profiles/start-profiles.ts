import { readFile } from "node:fs/promises";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { PROFILES, type Profile } from "./profiles.js";

/** A subgraph that listens. */
export interface ProfilesSubgraph extends AsyncDisposable {
  /** Where operations go: "http://127.0.0.1:4002/" */
  readonly url: string;
}

/** The SDL, as composition reads it. */
export function readProfilesSchema(): Promise<string> {
  return readFile(new URL("./schema.graphql", import.meta.url), "utf8");
}

/**
 * Starts the subgraph that owns `Profile`, as Findem's own does. Port 0: any free one.
 * @throws Error where the port is taken
 */
export async function startProfiles(port = 0): Promise<ProfilesSubgraph> {
  const schema = buildSubgraphSchema({
    typeDefs: parse(await readProfilesSchema()),
    resolvers: {
      Query: {
        profiles: () => PROFILES,
        profile: (_: unknown, { id }: { readonly id: string }) => profileById(id),
      },
      Profile: {
        // The federation runtime writes __typename onto it.
        __resolveReference: ({ id }: { readonly id: string }) => spread(profileById(id)),
      },
    },
  });
  const apollo = new ApolloServer({
    schema,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  const { url } = await startStandaloneServer(apollo, { listen: { host: "127.0.0.1", port } });
  return { url, [Symbol.asyncDispose]: () => apollo.stop() };
}

function profileById(id: string): Profile | null {
  return PROFILES.find((profile) => profile.id === id) ?? null;
}

function spread(profile: Profile | null): Profile | null {
  return profile && { ...profile };
}
