import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../support/connections.js";
import { operation, sendRaw } from "../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

const ELSEWHERE = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
const QUERY = "{ atsConnections { name } }";

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { ALLOWED_ORIGINS: "https://app.example" },
  });
  id = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** What a page may send anywhere without asking leave, by the Fetch standard: "CORS-safelisted". */
const FORMS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];

test("a question by GET that a page of another site could send is refused", async () => {
  for (const headers of [{}, ELSEWHERE, { ...ELSEWHERE, "content-type": "text/plain" }]) {
    const url = `${subgraph.url}/graphql?query=${encodeURIComponent(QUERY)}`;
    const { status, text } = await sendRaw(url, { method: "GET", headers });
    expect([status, text.includes("Nimbus")]).toEqual([400, false]);
  }
});

test.each([...FORMS, ""])(
  "a mutation in a form that a page of another site could send (%j) is not run",
  async (type) => {
    const mutation = `mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }`;
    for (const body of [operation(mutation, { id }), `query=${encodeURIComponent(mutation)}`]) {
      const headers = { ...ELSEWHERE, ...(type === "" ? {} : { "content-type": type }) };
      const { status } = await sendRaw(`${subgraph.url}/graphql`, { headers, body });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await ask(subgraph, id, "enabled")).data.atsConnection.enabled).toBe(true);
  },
);

test.each(["https://evil.example", "https://app.example", "null"])(
  "no page, of %s neither, is given leave to ask the graph or to read its answer",
  async (origin) => {
    const asking = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    };
    const leave = await sendRaw(`${subgraph.url}/graphql`, { method: "OPTIONS", headers: asking });
    const headers = { origin, "content-type": "application/json" };
    const answer = await sendRaw(`${subgraph.url}/graphql`, { headers, body: operation(QUERY) });
    for (const given of [leave.headers, answer.headers]) {
      expect(Object.keys(given).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  },
);
