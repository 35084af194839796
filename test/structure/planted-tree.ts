import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import type { Plant } from "./plants.js";

/** What was found in a tree: the rules that each import breaks. */
export interface Findings {
  rulesBrokenBy(from: string, to: string | null): readonly string[];
}

const ROOTS = ["src", "sandbox", "test", "bench", "demo"];

/** Packages of a planted tree: one of each kind. */
const MANIFEST = { name: "planted", type: "module", dependencies: { graphql: "*" }, devDependencies: { vitest: "*" } };

/** Makes a tree of files that import each other as told, and runs the rules of this repository over it. */
export async function cruisePlanted(plants: readonly Plant[]): Promise<Findings> {
  const tree = await mkdtemp(join(tmpdir(), "structure-"));
  try {
    for (const [path, text] of filesOf(plants)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    const options = await extractOptions(join(import.meta.dirname, "../../.dependency-cruiser.cjs"));
    const { output } = await cruise(ROOTS, { ...options, baseDir: tree });
    return findingsOf(output as ICruiseResult);
  } finally {
    await rm(tree, { recursive: true });
  }
}

const PACKAGES = ["graphql", "vitest"].flatMap((name): [string, string][] => [
  [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
  [`node_modules/${name}/index.js`, "module.exports = {};\n"],
]);

/** A module for every file that is named, with the imports that are asked of it. */
function filesOf(plants: readonly Plant[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>(ROOTS.map((root) => [`${root}/main.ts`, ""]));
  for (const { from, to } of plants) {
    sources.set(from, `${sources.get(from) ?? ""}${importOf(from, to)}`);
    if (to !== null && isMade(to) && !sources.has(to)) sources.set(to, "");
  }
  const modules = [...sources].map(([path, imports]): [string, string] => [path, `${imports}export {};\n`]);
  return new Map([["package.json", JSON.stringify(MANIFEST)], ...PACKAGES, ...modules]);
}

function isMade(to: string): boolean {
  return to.endsWith(".ts") && !to.endsWith("/nowhere.ts");
}

/** Of a type only: what is gone after compilation counts as well. */
function importOf(from: string, to: string | null): string {
  if (to === null) return "";
  if (!to.endsWith(".ts")) return `import ${JSON.stringify(to)};\n`;
  const path = relative(dirname(from), to).replace(/\.ts$/, ".js");
  return `import type {} from ${JSON.stringify(path.startsWith(".") ? path : `./${path}`)};\n`;
}

function findingsOf({ modules }: ICruiseResult): Findings {
  return {
    rulesBrokenBy: (from, to) => {
      const module = modules.find(({ source }) => source === from);
      if (!module) throw new Error(`${from} was not looked at`);
      const broken =
        to === null
          ? module.rules
          : module.dependencies.filter((dependency) => isTo(dependency, from, to)).flatMap(({ rules }) => rules ?? []);
      return (broken ?? []).map(({ name }) => name);
    },
  };
}

function isTo(dependency: { readonly module: string; readonly resolved: string }, from: string, to: string): boolean {
  if (!to.endsWith(".ts")) return dependency.module === to;
  return dependency.resolved === to || join(dirname(from), dependency.module).replace(/\.js$/, ".ts") === to;
}
