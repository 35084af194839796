import { mkdir, writeFile } from "node:fs/promises";
import { createSubgraph } from "../src/federation/subgraph-schema.js";
import { slices } from "../src/graph/slices.js";

/**
 * Writes the subgraph's SDL, as composition reads it; with `--auth-directives` a second one beside it, for routers that
 * enforce @authenticated and @requiresScopes.
 */
const folder = new URL("../schema/", import.meta.url);
const subgraph = createSubgraph(slices);
await mkdir(folder, { recursive: true });
await writeFile(new URL("schema.graphql", folder), subgraph.sdl);
if (process.argv.includes("--auth-directives")) {
  await writeFile(new URL("schema.auth.graphql", folder), subgraph.sdlWithAuth());
}
