import { type GraphQLSchema, isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import { leverEndpoints } from "../../scripts/lever-endpoints.js";
import { EXPANDED } from "../../scripts/permission-table.js";
import { PERMISSION_INSTEAD, PERMISSION_USES } from "../../src/connections/permission-uses.js";
import { REQUIRED_READ_PERMISSIONS, REQUIRED_WRITE_PERMISSIONS } from "../../src/connections/required-permissions.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { readContract } from "../contract/served-schema.js";

const endpoints = await leverEndpoints();
const called = new Set(endpoints.map(({ permission }) => permission));
const used = Object.keys(PERMISSION_USES);

test("every endpoint's permission has its uses", () => {
  expect(endpoints.length).toBeGreaterThan(30);
  expect([...called].filter((permission) => !used.includes(permission))).toEqual([]);
});

test("every use that is served is of a permission that an endpoint names", () => {
  const uncalled = used.filter((permission) => !called.has(permission) && !(permission in EXPANDED));
  const served = createSubgraph(slices).schema;
  expect(uncalled.filter((permission) => PERMISSION_USES[permission]?.some((use) => isIn(served, use)))).toEqual([]);
});

/** Findem's list has this twin's permission, and not the one of the endpoint that took its place. */
const DEPRECATED = ["POST /candidates/:id/forms"];

test("no two definitions are of one endpoint, and none but one is of a deprecated one", () => {
  const places = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ":id")}`);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  expect(places.filter((place) => place.includes("/candidates"))).toEqual(DEPRECATED);
});

test("every read permission of Findem's list is used, or another serves in its place", () => {
  const idle = REQUIRED_READ_PERMISSIONS.filter((name) => !used.includes(name) && !(name in PERMISSION_INSTEAD));
  expect(idle).toEqual([]);
});

describe("what serves in the place of a permission", () => {
  const known = [...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS, ...called];

  test("is asked for only where nothing needs the permission itself", () => {
    const both = Object.keys(PERMISSION_INSTEAD).filter((name) => (PERMISSION_USES[name]?.length ?? 0) > 0);
    expect(both).toEqual([]);
    expect(Object.keys(PERMISSION_INSTEAD).filter((name) => !known.includes(name))).toEqual([]);
    expect(used.filter((name) => PERMISSION_USES[name]?.length === 0 && !(name in PERMISSION_INSTEAD))).toEqual([]);
  });

  test("is itself used: never a deprecated permission, and by the list for all reads", () => {
    const instead = [...new Set(Object.values(PERMISSION_INSTEAD))];
    expect(instead.filter((name) => /\bcandidate/.test(name))).toEqual(["create a candidate form"]);
    const reads = instead.filter((name) => REQUIRED_READ_PERMISSIONS.includes(name));
    expect(reads.filter((name) => !used.includes(name))).toEqual([]);
  });
});

test("what needs a permission is there: served now, or in what clients rely on", async () => {
  const schemas = [createSubgraph(slices).schema, await readContract()];
  const unknown = Object.values(PERMISSION_USES).flatMap((uses) =>
    uses.filter((use) => !schemas.some((schema) => isIn(schema, use))),
  );
  expect(unknown).toEqual([]);
  for (const uses of Object.values(PERMISSION_USES)) expect(uses).toEqual([...new Set(uses)].sort());
});

/** `use`: "Type.field", or a type's name. */
function isIn(schema: GraphQLSchema, use: string): boolean {
  const [name = "", field] = use.split(".");
  const type = schema.getType(name);
  return isObjectType(type) && (field === undefined || field in type.getFields());
}
