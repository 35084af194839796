import { parse } from "graphql";
import { readProfilesSchema } from "../../demo/profiles/start-profiles.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { SHORTLIST_SDL } from "./shortlist.js";

/** What is composed: the product beside the owner of `Profile` and beside one that refers to its entities. */
export async function subgraphDocuments() {
  return [
    { name: "profiles", url: "http://127.0.0.1/profiles", typeDefs: parse(await readProfilesSchema()) },
    { name: "lever", url: "http://127.0.0.1/lever", typeDefs: parse(createSubgraph(slices).sdl) },
    { name: "shortlist", url: "http://127.0.0.1/shortlist", typeDefs: parse(SHORTLIST_SDL) },
  ];
}
