import { describe, expect, test } from "vitest";
import { PERMISSIONS } from "../../sandbox/permissions.js";
import { REQUIRED_READ_PERMISSIONS, REQUIRED_WRITE_PERMISSIONS } from "../../src/connections/required-permissions.js";
import { parametersOf, PROBED_READS, PROBED_WRITES, probeOf } from "../../src/doctor/permission-probes.js";
import { REPORTED_PERMISSIONS } from "../../src/doctor/reported-permissions.js";
import { pathOf } from "../../src/lever/path.js";

/** The sandbox's table was written down apart from the doctor's. */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = PERMISSIONS;

const anonymous = (endpoint: string): string => endpoint.replaceAll(/:\w+/g, ":id");

test.each([...PROBED_READS, ...PROBED_WRITES])("'%s' is asked for at an endpoint that it opens", (permission) => {
  const probe = probeOf(permission);
  expect(probe?.endpoint.permission).toBe(permission);
  const { method, path } = probe?.endpoint ?? {};
  expect(ENDPOINTS[permission]?.map(anonymous)).toContain(anonymous(`${method} ${path}`));
});

test("every read that the report has is probed, and nothing that it hasn't", () => {
  const reported = REPORTED_PERMISSIONS.filter(({ access }) => access === "READ").map(({ name }) => name);
  expect([...PROBED_READS].sort()).toEqual([...reported].sort());
  const writes = REPORTED_PERMISSIONS.filter(({ access }) => access === "WRITE").map(({ name }) => name);
  expect(PROBED_WRITES.filter((name) => !writes.includes(name))).toEqual([]);
});

describe("a write that is probed", () => {
  test("is to an id, in its path, and carries no user and no file", () => {
    for (const permission of PROBED_WRITES) {
      const probe = probeOf(permission);
      expect(probe?.endpoint.path, permission).toMatch(/^\/(opportunities|candidates|contacts)\/:/);
      expect(probe?.query).toEqual({});
      expect(probe?.body?.kind).toBe("json");
    }
  });

  test("is none that makes somebody or replaces a person as a whole", () => {
    const unprobed = REQUIRED_WRITE_PERMISSIONS.filter((permission) => probeOf(permission) === null);
    expect(unprobed).toEqual(["update a user", "create an opportunity", "create a candidate", "apply to a posting"]);
  });
});

test("an id goes in every place of a path", () => {
  const probe = probeOf("find a candidate note");
  if (!probe) throw new Error("No probe");
  const path = pathOf(probe.endpoint.path, parametersOf(probe.endpoint, "no-id"));
  expect(path).toBe("/candidates/no-id/notes/no-id");
});

test("the report begins with Findem's list in its order, and goes on with what is not on it", () => {
  const required = [...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS];
  expect(required).toHaveLength(55 + 24);
  expect(REPORTED_PERMISSIONS.slice(0, 79).map(({ name }) => name)).toEqual(required);
  expect(REPORTED_PERMISSIONS.slice(0, 79).every((permission) => permission.required)).toBe(true);
  const further = REPORTED_PERMISSIONS.slice(79);
  expect(further.map(({ name }) => name)).toContain("find all opportunity feedback");
  expect(further.filter(({ required, neededBy }) => required || neededBy.length === 0)).toEqual([]);
});
