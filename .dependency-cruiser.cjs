"use strict";

const { MAY_IMPORT, COMPOSITION_ROOT, PROGRAMS } = require("./scripts/may-import.cjs");

/** One rule: what `from` matches must not import what `to` matches. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const folders = Object.keys(MAY_IMPORT);

const programs = PROGRAMS.map((name) => name.replace(".", "\\.")).join("|");

const layers = Object.entries(MAY_IMPORT).map(([folder, below]) =>
  forbid(
    `${folder}-knows-only-what-is-below`,
    "Move what you need down a layer, or have it passed in by the composition root. The table is scripts/may-import.cjs.",
    { path: `^src/${folder}/` },
    { path: "^src/", pathNot: `^src/(${[folder, ...below].join("|")})/` },
  ),
);

const sources = [
  forbid(
    "no-folder-outside-the-table",
    "Give the folder its line in scripts/may-import.cjs.",
    { path: "^src/", pathNot: `^src/((${[...folders, COMPOSITION_ROOT].join("|")})/|(${programs})$)` },
    { path: "" },
  ),
  forbid(
    "nothing-imports-a-program",
    "Starting is a program's only task: move what you need into src/service.",
    {},
    { path: `^src/(${programs})$` },
  ),
  forbid(
    "lever-imports-no-graphql",
    "The Lever client serves GraphQL and knows nothing of it: map at the slice's loader.",
    { path: "^src/lever/" },
    { path: "node_modules/(@apollo|@graphql-[^/]+|graphql|type-graphql|graphql-scalars|dataloader)/" },
  ),
  forbid(
    "federation-sees-no-slice",
    "Federation works with any slices: it is handed them, and imports src/graph/slice.ts only.",
    { path: "^src/federation/" },
    { path: "^src/graph/", pathNot: "^src/graph/slice\\.ts$" },
  ),
];

const slices = [
  forbid(
    "slices-meet-at-types-and-loaders",
    "Import the other slice's type or its loader, never its index, resolvers, mutations or endpoints.",
    { path: "^src/graph/([^/]+)/" },
    // A name without a role is a type's; wire files meet wire files, and loaders may use another slice's endpoints.
    {
      path: "^src/graph/[^/]+/",
      pathNot: ["^src/graph/$1/", "^src/graph/[^/]+/(?!index)[^/.]+\\.ts$", "\\.(loader|mapper|wire|lever)\\.ts$"],
    },
  ),
  forbid(
    "wire-stops-at-the-loader",
    "Map it in the slice's loader or mapper: what Lever sends is nobody else's matter.",
    { path: "^src/", pathNot: "\\.(wire|lever|loader|mapper)\\.ts$" },
    { path: "\\.wire\\.ts$" },
  ),
  forbid(
    "endpoints-are-called-by-loaders",
    "Read through a loader, write in a mutation.",
    { path: "^src/", pathNot: "\\.(lever|loader|mapper|mutation)\\.ts$" },
    { path: "^src/graph/.*\\.lever\\.ts$" },
  ),
  forbid(
    "mutations-are-reached-through-their-index",
    "A mutation is registered by its slice's index.ts, and used by its own slice's mutation over many items alone.",
    { path: "^src/", pathNot: "^src/graph/[^/]+/(index|[^/]+\\.mutation)\\.ts$" },
    { path: "\\.mutation\\.ts$" },
  ),
  forbid(
    "slices-are-registered-in-one-list",
    "Only src/graph/slices.ts knows the slices.",
    { path: "^src/", pathNot: "^src/graph/slices\\.ts$" },
    { path: "^src/graph/[^/]+/index\\.ts$" },
  ),
  forbid(
    "the-list-of-slices-is-for-the-composition-root",
    "Take slices as an argument.",
    { path: "^src/", pathNot: `^src/(${COMPOSITION_ROOT}/|(${programs})$)` },
    { path: "^src/graph/slices\\.ts$" },
  ),
];

const surroundings = [
  forbid(
    "sandbox-is-a-second-opinion",
    "Write it again from Lever's docs: sharing our types would share our mistakes.",
    { path: "^sandbox/" },
    { path: "^src/" },
  ),
  forbid(
    "product-imports-no-test",
    "What both need belongs into src or sandbox.",
    { path: "^(src|sandbox)/" },
    { path: "^(test|bench|demo|scripts)/" },
  ),
  forbid(
    "src-imports-no-sandbox",
    "The product speaks to any Lever over HTTP.",
    { path: "^src/" },
    { path: "^sandbox/" },
  ),
  forbid(
    "no-dev-dependency-in-src",
    "The image holds `dependencies` only: move the package there, or do without.",
    { path: "^src/" },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
];

const everywhere = [
  forbid(
    "no-cycles",
    "Move what both need into a third file. Cycles of types count: they make one file of two.",
    {},
    { circular: true },
  ),
  forbid(
    "no-dumping-ground",
    "Name the folder or file for what it holds.",
    {},
    { path: "[/.](utils?|helpers?|common|shared|misc|lib|types?)[/.]", pathNot: "node_modules" },
  ),
  forbid("no-unresolvable", "The path leads nowhere: mend it, or install the package.", {}, { couldNotResolve: true }),
  forbid(
    "no-orphans",
    "Nobody imports it and it imports nobody: use it or delete it.",
    { orphan: true, path: "^(src|sandbox)/", pathNot: `^(src|sandbox)/(${programs})$` },
    {},
  ),
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [...layers, ...sources, ...slices, ...surroundings, ...everywhere],
  options: {
    doNotFollow: { path: "node_modules" },
    // The rivals have packages of their own, which are installed for a benchmark only.
    exclude: { path: "(^|/)generated/|^bench/rivals/" },
    // Imports of types count.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
