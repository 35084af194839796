import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getComposedSchemaFromConfig } from "@graphql-mesh/compose-cli";
import { DefaultLogger } from "@graphql-mesh/utils";
import { loadOpenAPISubgraph } from "@omnigraph/openapi";
import type { Surroundings } from "../serve/surroundings.js";

/** A union across sources, which an additional type can't be. docs/graphql-mesh: entities are the sources' own types. */
const NOT_OF_MESH = ["_Any", "_Entity", "_entities"];

/** Lever as a source of Mesh's, with the graph's own types beside it. */
export async function meshSupergraph({ leverUrl, apiKey }: Surroundings): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`;
  const source = fileURLToPath(new URL("lever.openapi.json", import.meta.url));
  const graph = await readFile(new URL("../graph/read.graphql", import.meta.url), "utf8");
  return getComposedSchemaFromConfig(
    {
      subgraphs: [
        {
          sourceHandler: loadOpenAPISubgraph("Lever", {
            source,
            endpoint: leverUrl,
            operationHeaders: { authorization },
          }),
        },
      ],
      additionalTypeDefs: graph
        .split("\n")
        .filter((line) => !NOT_OF_MESH.some((name) => line.includes(name)))
        .join("\n")
        .replace("type Query", "extend type Query"),
    },
    new DefaultLogger("compose"),
  );
}
