import { expect, test } from "vitest";
import { EVERY_ROLE, roleNamesIn, rolesOf } from "../../src/caller/roles.js";

test.each([
  ["nothing", [], ["viewer"]],
  ["viewer", ["viewer"], ["viewer"]],
  ["recruiter", ["recruiter"], ["viewer", "recruiter"]],
  ["admin", ["admin"], ["viewer", "recruiter", "admin"]],
  ["confidential", ["confidential"], ["viewer", "confidential"]],
  ["eeo", ["eeo"], ["viewer", "eeo"]],
  ["admin and eeo", ["eeo", "admin"], ["viewer", "recruiter", "admin", "eeo"]],
  ["names of others", ["owner", "Admin", "ADMIN", "admin2", "constructor", "__proto__", "toString"], ["viewer"]],
] as const)("%s is what its roles include", (_, names, roles) => {
  expect([...rolesOf(names)].sort()).toEqual([...roles].sort());
});

test("nothing but confidential brings what is confidential along, and nothing but eeo what eeo shows", () => {
  const others = EVERY_ROLE.filter((role) => role !== "confidential" && role !== "eeo");
  expect([...rolesOf(others)].sort()).toEqual(["admin", "recruiter", "viewer"]);
});

test.each([
  ["admin,eeo", ["admin", "eeo"]],
  [" admin , eeo ", ["admin", "eeo"]],
  ["admin eeo", ["admin", "eeo"]],
  [",, ,", []],
])("names are read from %j", (text, names) => {
  expect(roleNamesIn(text)).toEqual(names);
});
