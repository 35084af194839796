import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FAULT_CASES } from "./cases.js";
import { GUARD_CASES } from "./guards.js";
import { testNamesIn } from "./test-names.js";

const ALL = [...FAULT_CASES, ...GUARD_CASES];

function namesIn(file: string): ReadonlySet<string> {
  return testNamesIn(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
}

describe("the catalogue", () => {
  test("has each of its 44 faults once, in order, and every other case once", () => {
    const numbers = Array.from({ length: 44 }, (_, index) => `F${String(index + 1).padStart(2, "0")}`);
    expect(FAULT_CASES.map(({ id }) => id)).toEqual(numbers);
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  });

  test.each(ALL.map((its) => [its.id, its] as const))("%s is held by tests that there are", (_, { tests }) => {
    const named = Object.entries(tests).flatMap(([file, names]) => names.map((name) => [file, name] as const));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(([file, name]) => !namesIn(file).has(name))).toEqual([]);
  });
});

describe("a test's name is found", () => {
  const found = (source: string): readonly string[] => [...testNamesIn(source)];

  test("where it is a test that runs, with or without a table", () => {
    expect(found(`test("a", () => {}); describe.each(t)("b", () => { test.each<X>([1])("c %s", f); });`)).toEqual([
      "a",
      "b",
      "c %s",
    ]);
    expect(found(`test.skipIf(!x)("d", f)`)).toEqual(["d"]);
  });

  test("and not in a comment, a text or a test that is left out", () => {
    expect(found(`// test("a")\n const b = 'test("b")'; test.skip("c", f); test.todo("d"); other("e")`)).toEqual([]);
  });
});
