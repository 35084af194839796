import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { operation, sendRaw } from "../../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const SECRET = "gateway-secret-of-these-tests";
const OLD_SECRET = "gateway-secret-before-the-change";
const JSON_TYPE = { "content-type": "application/json" };
const CONNECTIONS = "{ atsConnections { id archiveReasons { name } } }";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({
    environment: { AUTH_MODE: "gateway", GATEWAY_SECRET: `${SECRET},${OLD_SECRET}` },
  });
  await subgraph.connect(undefined, { headers: { "router-authorization": SECRET } });
});
beforeEach(() => subgraph.sandbox.clearRequests());
afterAll(() => subgraph[Symbol.asyncDispose]());

const send = (body: string, headers: Readonly<Record<string, string | readonly string[]>>) =>
  sendRaw(`${subgraph.url}/graphql`, { headers: { ...JSON_TYPE, ...headers }, body });

describe("the gateway's secret", () => {
  test.each([SECRET, OLD_SECRET])("is taken, the present one and the one before it (%s)", async (secret) => {
    const answer = await subgraph.query(CONNECTIONS, {}, { headers: { "router-authorization": secret } });
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnections).toHaveLength(1);
  });

  test.each<readonly [string, Readonly<Record<string, string | readonly string[]>>]>([
    ["missing", {}],
    ["empty", { "router-authorization": "" }],
    ["wrong", { "router-authorization": "some-other-secret-of-that-length" }],
    ["cut off", { "router-authorization": SECRET.slice(0, -1) }],
    ["both at once", { "router-authorization": `${SECRET},${OLD_SECRET}` }],
    ["given twice", { "router-authorization": [SECRET, SECRET] }],
  ])("%s is 401 and nothing else", async (_, headers) => {
    const identity = { "x-account-id": "acme", "x-user-roles": "admin", "x-lever-report": "1" };
    const answer = await send(operation(CONNECTIONS), { ...identity, ...headers });
    expect(answer.status).toBe(401);
    const body = JSON.parse(answer.text) as { errors: { extensions: object }[] };
    expect(Object.keys(body)).toEqual(["errors"]);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED", retryable: false });
    expect(body.errors[0]?.extensions).toHaveProperty("requestId", answer.headers["x-request-id"]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.text).not.toContain(SECRET);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each([
    ["not JSON", "{{{"],
    ["over the limit", "x".repeat(2_000_001)],
    ["a syntax error", operation("{")],
  ])("wrong is 401 before a body is read that is %s", async (_, body) => {
    expect((await send(body, { "router-authorization": "wrong" })).status).toBe(401);
  });

  test("is in no log line", () => {
    expect(subgraph.log.join("\n")).not.toMatch(/gateway-secret/);
  });
});

describe("the secret without an account", () => {
  const alone = (query: string) => send(operation(query), { "router-authorization": SECRET });

  test.each([
    ["_service", "{ _service { sdl } __typename }"],
    ["_service through fragments", "query { ...A } fragment A on Query { ... on Query { _service { sdl } } }"],
    ["introspection", "{ __schema { queryType { name } } }"],
  ])("is answered %s", async (_, query) => {
    const { status, text } = await alone(query);
    expect(status).toBe(200);
    expect(JSON.parse(text)).not.toHaveProperty("errors");
  });

  test.each([
    ["a query", CONNECTIONS],
    ["a query beside _service", "{ _service { sdl } atsConnections { id } }"],
    ["a query behind an alias", "{ _service: atsConnections { id } }"],
    ["a query in a fragment", "{ ...A } fragment A on Query { atsConnections { id } }"],
    ["entities", `{ _entities(representations: []) { __typename } }`],
    ["a mutation", `mutation { removeAtsConnection(input: { connectionId: "x" }) { removedId } }`],
    ["a mutation's typename", "mutation { __typename }"],
  ])("is refused %s with 401", async (_, query) => {
    const { status, text } = await alone(query);
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "UNAUTHENTICATED", retryable: false } }],
    });
    expect(JSON.parse(text)).not.toHaveProperty("data");
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("identity headers", () => {
  const identified = (headers: Readonly<Record<string, string | readonly string[]>>) =>
    send(operation(CONNECTIONS), { "router-authorization": SECRET, ...headers });

  test.each<readonly [string, Readonly<Record<string, string | readonly string[]>>]>([
    ["an account given twice", { "x-account-id": ["acme", "globex"] }],
    ["a malformed account", { "x-account-id": "acme, globex" }],
    ["a malformed email", { "x-account-id": "acme", "x-user-email": "Nora <nora@nimbusrobotics.test>" }],
    ["a user given twice", { "x-account-id": "acme", "x-user-id": ["u1", "u2"] }],
  ])("that can't be believed are refused: %s", async (_, headers) => {
    const { status, text } = await identified(headers);
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("without roles make a viewer", async () => {
    const mutation = `mutation { connectLever(input: { name: "a", apiKey: "lever-key-of-nobody" }) { userErrors { code } } }`;
    const { text } = await send(operation(mutation), { "router-authorization": SECRET, "x-account-id": "acme" });
    expect(JSON.parse(text)).toMatchObject({
      data: { connectLever: null },
      errors: [{ extensions: { code: "FORBIDDEN", requiredRole: "admin" } }],
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});
