import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url);

const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), "utf8");

/** The rows of the table of threats: threat, what stops it, tests. */
async function threats(): Promise<readonly (readonly string[])[]> {
  const [, table = ""] = (await read("SECURITY.md")).split("\n## Threats, and what holds\n");
  return table
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (threat|-)/.test(line))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

function testsIn(cell: string | undefined): readonly string[] {
  return (cell ?? "").split(", ").map((one) => /^`([^`]+)`$/.exec(one)?.[1] ?? `not a path: ${one}`);
}

test("each threat says what stops it, and which tests hold that", async () => {
  const rows = await threats();
  expect(rows.length).toBeGreaterThan(20);
  for (const cells of rows) {
    expect(cells, cells[0]).toHaveLength(3);
    expect(
      cells.every((cell) => cell !== ""),
      cells[0],
    ).toBe(true);
  }
  expect(new Set(rows.map(([threat]) => threat)).size).toBe(rows.length);
});

test("every test that is named there exists, and is one that runs", async () => {
  const paths = (await threats()).flatMap(([, , tests]) => testsIn(tests));
  expect(paths.filter((path) => !/^test\/.*\.test\.ts$/.test(path) || !existsSync(new URL(path, ROOT)))).toEqual([]);
});

test("whoever looks for it finds it, and what it leads to is there", async () => {
  expect(await read("README.md")).toContain("(SECURITY.md)");
  expect(await read("docs/operations.md")).toContain("(../SECURITY.md)");
  const text = await read("SECURITY.md");
  const operations = await read("docs/operations.md");
  expect(text).toContain("(docs/operations.md#what-is-kept)");
  expect(operations).toContain("\n## What is kept\n");
  // Nobody's address: reports go through the repository.
  expect(text).not.toMatch(/\S+@\S+\.\S+/);
});
