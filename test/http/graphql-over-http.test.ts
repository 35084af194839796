import { auditServer } from "graphql-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operation, sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** What the GraphQL Foundation's audits of GraphQL over HTTP have to say, each by its id, beside "ok". */
async function remarks(headers: Readonly<Record<string, string>> = {}) {
  const url = `${subgraph.url}/graphql`;
  const fetchFn = (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...(init.headers as Record<string, string> | undefined), ...headers } });
  const results = await auditServer({ url, fetchFn });
  expect(results.length).toBeGreaterThan(60);
  return results.filter(({ status }) => status !== "ok").map(({ status, id, name }) => `${status} ${id} ${name}`);
}

/** A GET that a page of another site could send is refused: see "CSRF" below. The specification lets servers. */
const REFUSED_GETS: readonly string[] = [
  "notice 5A70 MAY accept application/x-www-form-urlencoded formatted GET requests",
  "notice D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json",
  "notice 6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json",
];

describe("the audits of GraphQL over HTTP", () => {
  test("find no error and nothing to warn of, and notice that simple GETs are refused", async () => {
    expect(await remarks()).toEqual(REFUSED_GETS);
  });

  test("have nothing to say of a client whose GETs browsers ask leave for", async () => {
    expect(await remarks({ "apollo-require-preflight": "1" })).toEqual([]);
  });
});

describe("a request error", () => {
  const REQUESTS: readonly (readonly [string, string])[] = [
    ["a syntax error", operation("{")],
    ["an unknown field", operation("{ nothingOfTheKind }")],
    ["a variable that does not fit", operation("query ($id: ID!) { atsConnection(id: $id) { name } }")],
    ["an operation that is not there", JSON.stringify({ query: "query A { __typename }", operationName: "B" })],
  ];

  test.each(REQUESTS)("%s is a 200 in application/json, and a 400 in GraphQL's own media type", async (_, body) => {
    const answers = ["application/json", "application/graphql-response+json"].map(async (accept) => {
      const headers = { "content-type": "application/json", accept };
      const answer = await sendRaw(`${subgraph.url}/graphql`, { headers, body });
      return { ...answer, parsed: JSON.parse(answer.text) as { readonly errors: readonly unknown[] } };
    });
    const [json, graphql] = await Promise.all(answers);
    expect([json?.status, graphql?.status]).toEqual([200, 400]);
    for (const answer of [json, graphql]) {
      expect(answer?.parsed).not.toHaveProperty("data");
      expect(answer?.headers["cache-control"]).toBe("no-store");
      expect(answer?.parsed.errors).toMatchObject([
        { extensions: { retryable: false, requestId: answer?.headers["x-request-id"] } },
      ]);
    }
  });
});
