import { expect, test } from "vitest";
import { fillRegions, table } from "../../scripts/fill-regions.js";

const document = (middle: string): string =>
  `# Title\n\n<!-- generated:names -->\n${middle}<!-- /generated -->\n\nBy hand.\n`;

test("what stands between the marks is replaced, and nothing else", () => {
  expect(fillRegions(document("\nold\n\n"), { names: () => "new" })).toBe(document("\nnew\n\n"));
});

test("an empty region is filled", () => {
  expect(fillRegions(document(""), { names: () => "new" })).toBe(document("\nnew\n\n"));
});

test("filling twice changes nothing more", () => {
  const once = fillRegions(document(""), { names: () => "new $1 $& text" });
  expect(fillRegions(once, { names: () => "new $1 $& text" })).toBe(once);
});

test("a region that nobody makes is named", () => {
  expect(() => fillRegions(document(""), { imports: () => "" })).toThrow('"names"');
});

test("a cell may hold what tables are made of", () => {
  expect(
    table([
      ["a", "b"],
      ["x|y", "z"],
    ]),
  ).toBe("| a | b |\n| --- | --- |\n| x\\|y | z |");
});
