import { readFile } from "node:fs/promises";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLSchemaModule } from "@apollo/subgraph/dist/schema-helper/index.js";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse } from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import type { RivalData } from "./data.js";
import { inMemory, type Memory } from "./memory.js";
import { ConnectionResolver, OpportunityResolver } from "./resolvers.js";

/*
 * `main.ts <file of rows>`: a subgraph as the documentation of Apollo Server and type-graphql makes one, with every
 * default as it is, over rows in memory. Prints where it listens.
 */
const [file] = process.argv.slice(2);
if (file === undefined) throw new TypeError("Say where the rows are");
const memory = inMemory(JSON.parse(await readFile(file, "utf8")) as RivalData);

const plain = await buildSchema({ resolvers: [ConnectionResolver, OpportunityResolver], skipCheck: true });
const resolvers = createResolversMap(plain) as unknown as NonNullable<GraphQLSchemaModule["resolvers"]>;
const opportunity = { ...resolvers["Opportunity"], __resolveReference: opportunityOf } as (typeof resolvers)[string];
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const server = new ApolloServer<Memory>({
  schema: buildSubgraphSchema({
    typeDefs: parse(link + printSchemaWithDirectives(plain)),
    resolvers: { ...resolvers, Opportunity: opportunity },
  }),
});
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: "127.0.0.1" },
  context: async () => memory,
});
process.stdout.write(`${JSON.stringify({ ready: true, url: url.replace(/\/$/, "") })}\n`);

function opportunityOf({ id }: { readonly id: string }, { opportunities }: Memory) {
  return opportunities.get(id) ?? null;
}
