import { mkdir, writeFile } from "node:fs/promises";
import { createSubgraph } from "../src/federation/subgraph-schema.js";
import { slices } from "../src/graph/slices.js";

/** Writes the subgraph's SDL, as composition reads it. */
const folder = new URL("../schema/", import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL("schema.graphql", folder), createSubgraph(slices).sdl);
