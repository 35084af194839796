import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/store/open-database.js";
import { systemClock } from "../../src/time/system-clock.js";
import { ask, onlyError } from "../support/connections.js";
import { operation, sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
});
beforeEach(() => subgraph.sandbox.clearRequests());
afterAll(() => subgraph[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };

interface Refusal {
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

describe("what never becomes an operation", () => {
  test.each<readonly [string, number, { method?: string; headers?: Record<string, string>; body?: string }]>([
    ["a body that is not JSON", 400, { headers: JSON_TYPE, body: "{" }],
    ["an empty body", 400, { headers: JSON_TYPE }],
    ["an object without a query", 400, { headers: JSON_TYPE, body: "{}" }],
    ["an empty batch", 400, { headers: JSON_TYPE, body: "[]" }],
    ["a batch", 400, { headers: JSON_TYPE, body: `[${operation("{ __typename }")}]` }],
    ["a query that is a number", 400, { headers: JSON_TYPE, body: '{"query":1}' }],
    ["variables that are a text", 400, { headers: JSON_TYPE, body: '{"query":"{ __typename }","variables":"x"}' }],
    ["a form", 415, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "query={__typename}" }],
    ["text that could come from any page", 400, { headers: { "content-type": "text/plain" }, body: "{}" }],
    ["XML", 415, { headers: { "content-type": "application/xml" }, body: "<query/>" }],
    ["a body of more than 2 MB", 413, { headers: JSON_TYPE, body: operation("{ __typename }").padEnd(2_000_001) }],
    ["a syntax error", 200, { headers: JSON_TYPE, body: operation("{") }],
    ["an unknown field", 200, { headers: JSON_TYPE, body: operation("{ nothingOfTheKind }") }],
    [
      "an operation that is not there",
      200,
      { headers: JSON_TYPE, body: '{"query":"{ a: __typename }","operationName":"B"}' },
    ],
    ["a GET that any page could send", 400, { method: "GET" }],
    ["another method", 404, { method: "PUT", headers: JSON_TYPE, body: operation("{ __typename }") }],
  ])("%s is %i, with code, retryable and the request's id", async (_, status, request) => {
    const path = request.method === "GET" ? "/graphql?query=%7B__typename%7D" : "/graphql";
    const answer = await sendRaw(`${subgraph.url}${path}`, request);
    expect(answer.status).toBe(status);
    const { errors } = JSON.parse(answer.text) as Refusal;
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors) {
      expect(message).not.toMatch(/node_modules|\.ts|at .*:\d+/);
      expect(extensions).toMatchObject({
        code: expect.stringMatching(/^[A-Z_]+$/) as string,
        retryable: false,
        requestId: answer.headers["x-request-id"],
      });
      expect(extensions).not.toHaveProperty("stacktrace");
    }
    expect(JSON.parse(answer.text)).not.toHaveProperty("data");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("a body of exactly 2 MB is taken", async () => {
    const body = operation("{ __typename }").padEnd(2_000_000);
    const answer = await sendRaw(`${subgraph.url}/graphql`, { headers: JSON_TYPE, body });
    expect(answer.status).toBe(200);
  });

  test("more tokens than the limit are QUERY_TOO_COMPLEX, before anything is sent", async () => {
    const query = `{ atsConnection(id: "${id}") { archiveReasons { id } ${"name ".repeat(10_000)} } }`;
    const answer = await subgraph.query(query);
    expect(onlyError(answer).extensions).toMatchObject({
      ...{ code: "QUERY_TOO_COMPLEX", limit: "tokens", retryable: false },
      requestId: expect.any(String) as string,
    });
    expect(answer.data).toBeUndefined();
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("GET", () => {
  const get = (query: string, headers: Record<string, string> = { "apollo-require-preflight": "1" }) =>
    sendRaw(`${subgraph.url}/graphql?query=${encodeURIComponent(query)}`, { method: "GET", headers });

  test("answers a query with a header that browsers ask leave for", async () => {
    const { status, text } = await get("{ __typename }");
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ data: { __typename: "Query" } });
  });

  test("runs no mutation", async () => {
    const { status, text, headers } = await get(
      `mutation { disableAtsConnection(input: { connectionId: "${id}" }) { userErrors { code } } }`,
    );
    expect(status).toBe(405);
    expect(headers["cache-control"]).toBe("no-store");
    expect(JSON.parse(text)).not.toHaveProperty("data");
    expect((await ask(subgraph, id, "enabled")).data.atsConnection.enabled).toBe(true);
  });
});

describe("what is wrong with an operation's values", () => {
  test.each([
    ["query ($id: ID!) { atsConnection(id: $id) { name } }", {}, "id"],
    ["query ($id: ID!) { atsConnection(id: $id) { name } }", { id: { a: 1 } }, "id"],
    ["query ($first: Int!) { atsConnections { users(first: $first) { nodes { id } } } }", { first: "many" }, "first"],
    [
      "mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { userErrors { code } } }",
      { input: { name: "a", apiKey: "canary-key-in-a-variable", unheardOf: 1 } },
      "input",
    ],
  ])("a variable that does not fit: %s %j", async (query, variables, argument) => {
    const answer = await subgraph.query(query, variables);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument, retryable: false });
    expect(JSON.stringify(answer.errors)).not.toContain("canary");
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each([
    ["a text where an object belongs", `mutation { connectLever(input: "canary-key") { userErrors { code } } }`, {}],
    ["a syntax error", `mutation { connectLever(input: { name: "a" "canary-key" }) { userErrors { code } } }`, {}],
    [
      "a list where a text belongs",
      "mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { userErrors { code } } }",
      { input: { name: "a", apiKey: ["canary-key"] } },
    ],
    ["an unknown value of an enum", `{ atsConnections { archiveReasons(type: CANARY_key) { name } } }`, {}],
    [
      "an unknown value of an enum in a variable",
      "query ($type: AtsArchiveReasonType) { atsConnections { archiveReasons(type: $type) { name } } }",
      { type: "canary-key" },
    ],
  ])("%s is told without the value", async (_, query, variables) => {
    const { errors } = await subgraph.query(query, variables);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/canary-?_?key/i);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("the field that is missing or too much is named", async () => {
    const query = "mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { userErrors { code } } }";
    const messages = async (input: object) => (await subgraph.query(query, { input })).errors.map((it) => it.message);
    expect(await messages({ name: "a", apiKey: "b", more: 1 })).toEqual([
      expect.stringContaining(`Field "more" is not defined by type "ConnectLeverInput"`),
    ]);
    expect(await messages({ name: "a" })).toEqual([
      expect.stringContaining(`Field "apiKey" of required type "String!"`),
    ]);
    expect(await messages({ name: "a", apiKey: 1 })).toEqual([expect.stringContaining(`at "input.apiKey"`)]);
  });

  test.each<readonly [string, unknown]>([
    ["an empty object", {}],
    ["a text", "AtsStage"],
    ["a list", [{ __typename: "AtsStage" }]],
    ["a type that isn't there", { __typename: "Nothing", id: "a.b" }],
    ["a type that is no entity", { __typename: "AtsNote", text: "planted" }],
    ["a root type", { __typename: "Mutation" }],
    ["a type that is no text", { __typename: { toString: "AtsStage" } }],
    ["a property of all objects", { __typename: "constructor" }],
  ])("a representation that is %s is the caller's fault, and nothing is answered for it", async (_, representation) => {
    const query =
      "query ($them: [_Any!]!) { _entities(representations: $them) { __typename ... on AtsStage { name } } }";
    const answer = await subgraph.query(query, {
      them: [{ __typename: "AtsStage", id: `${id}.offer` }, representation],
    });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "representations.1" });
    expect(answer.data ?? null).toBeNull();
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  const MALFORMED = [
    ...["", "nodot", ".", "a.", ".b", "../users?x=", "a.b?c", "a.b/c", "a.b%2Fc", "a.b\r\nx: y", "a.b\u0000", "a.b#c"],
    `a.${"x".repeat(10_000)}`,
    "a.é",
  ];

  test.each(MALFORMED)("the malformed id %j is refused wherever it is given, and nothing is sent", async (bad) => {
    const own = bad.startsWith("a") ? bad.replace("a", id) : bad;
    for (const field of ["atsOpportunity", "atsCandidate"]) {
      const answer = await subgraph.query(`query ($id: ID!) { ${field}(id: $id) { name } }`, { id: own });
      expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "id" });
      expect(answer.data[field]).toBeNull();
    }
    const entities = await subgraph.query(
      "query ($them: [_Any!]!) { _entities(representations: $them) { ... on AtsStage { name } } }",
      {
        them: [
          { __typename: "AtsStage", id: own },
          { __typename: "AtsStage", connectionId: id, externalId: own.slice(id.length + 1) || "/" },
        ],
      },
    );
    expect(entities.data._entities).toEqual([null, null]);
    expect(entities.errors.map(({ path }) => path)).toEqual([
      ["_entities", 0],
      ["_entities", 1],
    ]);
    for (const { extensions } of entities.errors) expect(extensions["code"]).toBe("BAD_USER_INPUT");
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

test("a defect of our own is masked: no message, no stack, a request's id that the log has too", async () => {
  await using broken = await startSubgraph();
  const connection = await broken.connect();
  const { kysely, close } = await openSqlite(broken.dataDir, systemClock);
  await sql`drop table permission`.execute(kysely);
  await close();
  const answer = await ask(broken, connection, "status");
  const { message, extensions } = onlyError(answer);
  expect(extensions).toEqual({
    ...{ code: "INTERNAL_SERVER_ERROR", retryable: false },
    requestId: answer.headers.get("x-request-id"),
  });
  expect(message).not.toMatch(/permission|table|sqlite/i);
  expect(broken.log.join("\n")).toContain(String(extensions["requestId"]));
});
