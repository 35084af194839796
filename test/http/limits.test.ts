import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  id = await graph.connect();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

async function refusedFor(limit: string, source: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { status, data, errors } = await graph.query(source, variables);
  expect(status).toBe(400);
  expect(data).toBeUndefined();
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions).toMatchObject({ code: "QUERY_TOO_COMPLEX", limit, retryable: false });
  expect(graph.sandbox.requests).toEqual([]);
}

const nested = (levels: number): string =>
  levels === 0 ? "id" : `opportunities(first: 1) { nodes { connection { ${nested(levels - 1)} } } }`;

test("an operation within the limits is answered", async () => {
  const aliases = Array.from({ length: 50 }, (_, index) => `a${index}: name`).join(" ");
  const { errors } = await graph.query(`{ atsConnections { ${aliases} ${nested(4)} } }`);
  expect(errors).toEqual([]);
});

test("depth is limited, through fragments too", async () => {
  await refusedFor("depth", `{ atsConnections { ${nested(7)} } }`);
  await refusedFor(
    "depth",
    `{ atsConnections { ...A } }
     fragment A on AtsConnection { ${nested(0)} opportunities(first: 1) { nodes { connection { ...B } } } }
     fragment B on AtsConnection { ${nested(6)} }`,
  );
});

test("aliases are limited, as often as their fragments are used", async () => {
  const aliases = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: name`).join(" ");
  await refusedFor("aliases", `{ atsConnections { ${aliases(51)} } }`);
  await refusedFor(
    "aliases",
    `{ one: atsConnections { ...A } two: atsConnections { ...A } } fragment A on AtsConnection { ${aliases(26)} }`,
  );
});

test("a bomb of fragments is refused at once", async () => {
  const fragments = Array.from(
    { length: 30 },
    (_, index) => `fragment F${index} on AtsConnection { a: id ...F${index + 1} ...F${index + 1} }`,
  ).join("\n");
  await refusedFor("aliases", `{ atsConnections { ...F0 } } ${fragments} fragment F30 on AtsConnection { a: id }`);
});

test("a thousand representations pass, one more does not", async () => {
  const source = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsStage { name } } }`;
  const stage = { __typename: "AtsStage", id: `${id}.offer` };
  const { errors, data } = await graph.query(source, { r: Array.from({ length: 1_000 }, () => stage) });
  expect(errors).toEqual([]);
  expect(data._entities).toHaveLength(1_000);
  graph.sandbox.clearRequests();
  await refusedFor("representations", source, { r: Array.from({ length: 1_001 }, () => stage) });
});
