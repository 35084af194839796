import { createSubgraph } from "/work/main/src/federation/subgraph-schema.js";
import { slices } from "/work/main/src/graph/slices.js";
import { composeServices } from "@apollo/composition";
import { composeServices as guild } from "@theguild/federation-composition";
import { parse } from "graphql";
import { readFileSync, writeFileSync } from "node:fs";
const sdl = createSubgraph(slices).sdl;
writeFileSync("/tmp/lever.graphql", sdl);
const profiles = readFileSync("/work/main/demo/profiles/schema.graphql","utf8");
const run = (label: string, lever: string) => {
  const s = [{name:"profiles",url:"http://p",typeDefs:parse(profiles)},{name:"lever",url:"http://l",typeDefs:parse(lever)}];
  const a = composeServices(s); const g = guild(s);
  console.log(label, "apollo", a.errors?.map(e=>e.message.slice(0,200)), a.hints?.map(h=>`${h.definition.level.name} ${h.definition.code}: ${h.message.slice(0,150)}`), "guild", g.errors?.map(e=>e.message.slice(0,200)));
};
run("as is", sdl);
const noext = sdl.replace(/(type Profile[^{]*\{[\s\S]*?id: ID!) @external/, "$1");
run("id not external", noext);
run("extend type", sdl.replace(/"""[^"]*"""\s*type Profile @key/, "extend type Profile @key"));
run("@extends", sdl.replace('"@external",', '"@extends", "@external",').replace('type Profile @key(fields: "id")','type Profile @extends @key(fields: "id")'));
