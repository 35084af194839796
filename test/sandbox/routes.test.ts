import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { FINDEM_NAMES, FINDEM_READ_NAMES, FINDEM_WRITE_NAMES } from "../../sandbox/permissions.js";
import { ROUTES } from "../../sandbox/routes.js";
import { permissionsFor } from "../../sandbox/routing/route.js";

test("every endpoint is there once and has a permission", () => {
  const endpoints = ROUTES.map(({ method, template }) => `${method} ${template}`);
  expect(endpoints).toEqual([...new Set(endpoints)]);
  for (const { method, template } of ROUTES) expect(permissionsFor(method, template)).not.toEqual([]);
});

test("Findem asks for 55 read and 24 write permissions", () => {
  expect([FINDEM_READ_NAMES.length, FINDEM_WRITE_NAMES.length]).toEqual([55, 24]);
  expect(FINDEM_NAMES).not.toContain("find all deleted opportunities");
});

test("the sandbox imports nothing of the product, and takes no chance", () => {
  const files = readdirSync("sandbox", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const source = readFileSync(`sandbox/${name}`, "utf8");
    expect(source).not.toMatch(/from ".*\/src\//);
    expect(source).not.toMatch(/Math\.random/);
  }
});
