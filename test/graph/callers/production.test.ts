import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const SECRET = "gateway-secret-in-production";
const TOKEN = "metrics-token-in-production";
const PRODUCTION = {
  ...{ NODE_ENV: "production", HOST: "127.0.0.1", GATEWAY_SECRET: SECRET, METRICS_TOKEN: TOKEN },
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
};
const AS = { headers: { "router-authorization": SECRET } };

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ environment: PRODUCTION });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

test.each(["{ __schema { types { name } } }", `{ __type(name: "Query") { name } }`])(
  "introspection is off: %s",
  async (query) => {
    const { status, data, errors } = await subgraph.query(query, {}, AS);
    expect(status).toBe(200);
    expect(data).toBeUndefined();
    expect(errors[0]?.extensions).toMatchObject({ code: "GRAPHQL_VALIDATION_FAILED", retryable: false });
  },
);

test("the gateway still gets the schema to compose, without an account", async () => {
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "router-authorization": SECRET },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  expect(((await response.json()) as { data: { _service: { sdl: string } } }).data._service.sdl).toContain(
    "type Query",
  );
});

test("errors give no hints about the schema", async () => {
  const { errors } = await subgraph.query("{ atsConnection(id: 1) { nam } }", {}, AS);
  expect(errors[0]?.message).not.toMatch(/did you mean/i);
});

test("the playground is off, unless PLAYGROUND=true", async () => {
  expect((await fetch(`${subgraph.url}/`)).status).toBe(404);
  await subgraph.restart({ PLAYGROUND: "true" });
  expect((await fetch(`${subgraph.url}/`)).status).toBe(200);
});

test("metrics need their token", async () => {
  const metrics = (authorization?: string) =>
    fetch(`${subgraph.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });
  for (const wrong of [undefined, "Bearer wrong", TOKEN, `Bearer ${TOKEN}x`, `Bearer ${SECRET}`]) {
    const refusal = await metrics(wrong);
    expect(refusal.status).toBe(401);
    expect(await refusal.text()).not.toContain("process_");
  }
  expect((await metrics(`Bearer ${TOKEN}`)).status).toBe(200);
});

test("liveness and readiness are open", async () => {
  expect((await fetch(`${subgraph.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${subgraph.url}/readyz`)).status).toBe(200);
});
