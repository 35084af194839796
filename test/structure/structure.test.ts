import { beforeAll, describe, expect, test } from "vitest";
import configuration from "../../.dependency-cruiser.cjs";
import { COMPOSITION_ROOT, MAY_IMPORT } from "../../scripts/may-import.cjs";
import { cruisePlanted, type Findings } from "./planted-tree.js";
import { type Plant, PLANTS } from "./plants.js";

const FOLDERS = Object.keys(MAY_IMPORT);

const ruleOf = (folder: string): string => `${folder}-knows-only-what-is-below`;

/** An import of every other folder, from and of files that meet no other rule. */
const importsFrom = (folder: string): readonly Plant[] =>
  [...FOLDERS, COMPOSITION_ROOT]
    .filter((other) => other !== folder)
    .map((other) => ({
      rule: MAY_IMPORT[folder]?.includes(other) ? null : ruleOf(folder),
      from: `src/${folder}/uses-${other}.ts`,
      to: other === "graph" ? "src/graph/slice.ts" : `src/${other}/used.ts`,
    }));

const words = ({ rule, from, to }: Plant): string => `${from} imports ${to ?? "nothing"}${rule ? `: ${rule}` : ""}`;

const named = (plants: readonly Plant[]): readonly [string, Plant][] => plants.map((plant) => [words(plant), plant]);

let findings: Findings;

beforeAll(async () => {
  findings = await cruisePlanted([...PLANTS, ...FOLDERS.flatMap(importsFrom)]);
});

describe("a rule fires where", () => {
  test.each(named(PLANTS.filter(({ rule }) => rule !== null)))("%s", (_, { rule, from, to }) => {
    expect(findings.rulesBrokenBy(from, to)).toContain(rule);
  });
});

describe("no rule fires where", () => {
  test.each(named(PLANTS.filter(({ rule }) => rule === null)))("%s", (_, { from, to }) => {
    expect(findings.rulesBrokenBy(from, to)).toEqual([]);
  });
});

test.each(FOLDERS)("%s imports what the table says, and nothing else of src", (folder) => {
  const found = importsFrom(folder).map((plant) => [words(plant), findings.rulesBrokenBy(plant.from, plant.to)]);
  expect(found).toEqual(importsFrom(folder).map((plant) => [words(plant), plant.rule === null ? [] : [plant.rule]]));
});

test("every rule has a plant that it fires on", () => {
  const planted = new Set([...PLANTS.map(({ rule }) => rule), ...FOLDERS.map(ruleOf)]);
  expect(configuration.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
});

test("no two folders of the table know each other", () => {
  for (const [folder, below] of Object.entries(MAY_IMPORT)) {
    for (const lower of below) expect(MAY_IMPORT[lower] ?? [], `${lower} is below ${folder}`).not.toContain(folder);
  }
});
