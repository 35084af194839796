import { join } from "node:path";
import { build } from "esbuild";

/** Beside the packages that it imports, where nothing is kept. */
const FOLDER = new URL("../../node_modules/.cache/findem-bench/", import.meta.url).pathname;

/** Compiles the rival, as any server is before it serves: a loader of TypeScript would slow it down. Resolves with its path. */
export async function compileRival(): Promise<string> {
  const outfile = join(FOLDER, "rival.mjs");
  await build({
    entryPoints: [new URL("rival/main.ts", import.meta.url).pathname],
    ...{ outfile, bundle: true, packages: "external", platform: "node", format: "esm", target: "node20" },
  });
  return outfile;
}
