import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const SURE = ["documented", "safest reading", "seen"];

/** The rows of the document's tables, without their heads: fact, section, how sure, file, test. */
async function rows(): Promise<readonly (readonly string[])[]> {
  const text = await readFile(new URL("../../docs/lever-notes.md", import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (fact|-)/.test(line))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** What stands between backticks. */
function pathIn(cell: string | undefined): string {
  return /^`([^`]+)`$/.exec(cell ?? "")?.[1] ?? `not a path: ${cell}`;
}

test("each fact of Lever's says where it is written, how sure it is, who relies on it and what pins it", async () => {
  const facts = await rows();
  expect(facts.length).toBeGreaterThan(40);
  for (const cells of facts) {
    expect(cells, cells[0]).toHaveLength(5);
    expect(
      cells.every((cell) => cell !== ""),
      cells[0],
    ).toBe(true);
    expect(SURE, cells[0]).toContain(cells[2]);
  }
});

test("every file and test that is named there exists", async () => {
  const paths = (await rows()).flatMap(([, , , file, pinned]) => [pathIn(file), pathIn(pinned)]);
  expect(paths.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
  expect(paths.filter((path) => !/^(src\/.*|test\/.*\.test)\.ts$/.test(path))).toEqual([]);
});
