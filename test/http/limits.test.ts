import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { wholeSelection } from "../support/whole-selection.js";

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

test("representations are counted in fragments and in defaults too", async () => {
  const many = `[${`{ __typename: "AtsStage", id: "${id}.offer" } `.repeat(200)}]`;
  await using strict = await startSubgraph({ environment: { MAX_REPRESENTATIONS: "199" } });
  const queries = [
    `{ ...F } fragment F on Query { _entities(representations: ${many}) { __typename } }`,
    `{ ... on Query { _entities(representations: ${many}) { __typename } } }`,
    `query ($r: [_Any!]! = ${many}) { _entities(representations: $r) { __typename } }`,
  ];
  for (const query of queries) {
    const { errors } = await strict.query(query);
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: "QUERY_TOO_COMPLEX", limit: "representations" },
    ]);
  }
});

describe("cost", () => {
  const pages = (...sizes: readonly (number | string)[]): string => {
    const [size, ...rest] = sizes;
    const inner = rest.length === 0 ? "id" : `connection { ${pages(...rest)} }`;
    return `opportunities(first: ${size ?? ""}) { nodes { ${inner} } }`;
  };
  const asked = (selection: string): string =>
    `${selection.includes("$first") ? "query ($first: Int = 100) " : ""}{ atsConnections { ${selection} } }`;

  test("is limited: pages within pages within pages", async () => {
    await refusedFor("cost", asked(pages(100, 100, 100)));
    await refusedFor("cost", asked(pages("$first", "$first", "$first")));
    await refusedFor("cost", asked(pages("$first", "$first", "$first")), { first: 500 });
    const fragments = `{ atsConnections { ...A } } fragment A on AtsConnection { opportunities { nodes { connection { ...B } } } }
      fragment B on AtsConnection { opportunities(first: 500) { edges { node { connection { ${pages(500)} } } } } }`;
    await refusedFor("cost", fragments);
  });

  test("is not exceeded by the largest page with everything of its rows, nor by small pages in one another", async () => {
    const { errors } = await graph.query(asked(pages(3, 3, 3)));
    expect(errors).toEqual([]);
    const whole = wholeSelection(createSubgraph(slices).schema, "Opportunity");
    const page = await graph.query(
      `{ atsConnections { opportunities(first: 500, filter: { tags: ["nobody has it"] }) { nodes { ${whole} } } } }`,
    );
    expect(page.errors).toEqual([]);
  });

  test("can be set", async () => {
    await using strict = await startSubgraph({ environment: { MAX_QUERY_COST: "100" } });
    const { errors } = await strict.query(`{ atsConnections { ${pages(50)} } }`);
    expect(errors[0]?.extensions).toMatchObject({ code: "QUERY_TOO_COMPLEX", limit: "cost" });
    expect((await strict.query(`{ atsConnections { ${pages(5)} } }`)).errors).toEqual([]);
  });
});

describe("lists among the arguments", () => {
  const ids = (count: number): string[] => Array.from({ length: count }, () => `${id}.nobody`);
  const filtered = `query ($tags: [String!]) { atsConnections { opportunities(filter: { tags: $tags }) { nodes { id } } } }`;

  test("are limited, in variables, in the document, and within representations", async () => {
    await refusedFor("list items", filtered, { tags: ids(1_001) });
    const written = `{ atsOpportunities(ids: [${ids(1_001)
      .map((one) => `"${one}"`)
      .join(" ")}]) { id } }`;
    await refusedFor("list items", written);
    const profile = { __typename: "Profile", id: "p", emails: Array.from({ length: 1_001 }, () => "a@b.example") };
    await refusedFor(
      "list items",
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Profile { atsCandidates { matchedBy } } } }`,
      { r: [profile] },
    );
  });

  test("as deep as a request can hold don't break anything", async () => {
    const deep = `${"[".repeat(400_000)}${"]".repeat(400_000)}`;
    const body = `{"query":"query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }","variables":{"r":${deep}}}`;
    const { status, text } = await sendRaw(`${graph.url}/graphql`, {
      headers: { "content-type": "application/json" },
      body,
    });
    expect(status).toBeLessThan(500);
    expect(text).not.toContain("INTERNAL_SERVER_ERROR");
    expect((JSON.parse(text) as { errors: unknown[] }).errors).toHaveLength(1);
  });
});
