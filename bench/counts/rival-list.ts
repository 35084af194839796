import type { RivalDefinition } from "./rival.js";

const NO_ENTITIES = "its `_entities` knows the types of its sources, and the graph's are additional ones";

/** What people would use instead, each in its best honest form. bench/rivals/README.md says what that is. */
export const RIVALS: readonly RivalDefinition[] = [
  { name: "naive resolvers", file: "naive.ts" },
  { name: "DataLoader", file: "data-loader.ts" },
  { name: "RESTDataSource", file: "rest-data-source.ts" },
  {
    name: "GraphQL Mesh",
    file: "mesh.ts",
    cannot: {
      ...{ O2: NO_ENTITIES, "O2 with contact": NO_ENTITIES, O3: NO_ENTITIES, O4: NO_ENTITIES },
      O8: "a file that was sent to it before is no part of an OpenAPI request",
    },
  },
  {
    name: "Grafast",
    file: "grafast.ts",
    cannot: { O8: "a mutation there is a plain function, in which its planning has no part" },
  },
];
