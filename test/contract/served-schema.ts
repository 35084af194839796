import { readFile } from "node:fs/promises";
import { buildSchema, type DocumentNode, findBreakingChanges, type GraphQLSchema, parse } from "graphql";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";

/** The SDL as it is published, parsed. */
export function servedDocument(): DocumentNode {
  return parse(createSubgraph(slices).sdl);
}

/** What clients rely on. */
export async function readContract(): Promise<GraphQLSchema> {
  return buildSchema(await readFile(new URL("./contract.graphql", import.meta.url), "utf8"));
}

/** What clients rely on and is not served, or not so: sorted, each once. */
export async function breaches(): Promise<readonly string[]> {
  const changes = findBreakingChanges(await readContract(), createSubgraph(slices).schema);
  return [...new Set(changes.map(({ description }) => description))].sort();
}
