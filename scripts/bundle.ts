import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";

/*
 * `bundle.ts [FOLDER]`: puts each program and the packages that it needs into one file: hundreds of modules take longer to look up and load
 * than to run. What is compiled by tsc goes in, since decorators' metadata is its alone.
 */

/** Where tsc has put the modules. */
const [folder = "dist"] = process.argv.slice(2);

/**
 * Looked up at run time: it has a binary for each machine, it is an option that nobody took, or it is large and used
 * seldom or never.
 */
const STAYS_OUTSIDE = ["libsql", "pg-native", "@graphql-yoga/render-graphiql", "class-validator"];

/** What packages of CommonJS expect to find in a module. */
const COMMON_JS = `
import { createRequire as createRequireOfBundle } from "node:module";
import { dirname as dirnameOfBundle } from "node:path";
import { fileURLToPath as fileURLToPathOfBundle } from "node:url";
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
`;

await build({
  entryPoints: ["main.js", "rotate-keys.js"].map((program) => join(folder, program)),
  outdir: join(folder, "bundle"),
  outExtension: { ".js": ".mjs" },
  inject: ["reflect-metadata"],
  external: STAYS_OUTSIDE,
  banner: { js: COMMON_JS },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
});
