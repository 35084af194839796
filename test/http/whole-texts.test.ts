import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { onlyError } from "../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  id = await subgraph.connect();
});
beforeEach(() => subgraph.sandbox.clearRequests());
afterAll(() => subgraph[Symbol.asyncDispose]());

const RENAME = `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { connection { name } } }`;

test.each([
  ["half a character", "Nimbus \ud800"],
  ["the other half", "\udc00"],
  ["NUL", "Nimbus\0"],
])("a text with %s in it is refused by its name, before anything is kept or sent", async (_, name) => {
  const answer = await subgraph.query(RENAME, { input: { connectionId: id, name } });
  expect(answer.status).toBe(200);
  expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.name" });
  const items = [
    { opportunityId: `${id}.o1`, toStageId: `${id}.offer` },
    { opportunityId: name, toStageId: "x" },
  ];
  const bulk = await subgraph.query(
    `mutation ($input: AdvanceOpportunitiesInput!) { advanceOpportunities(input: $input) { operation { id } } }`,
    { input: { items, idempotencyKey: "key" } },
  );
  expect(onlyError(bulk).extensions).toMatchObject({ argument: "input.items.1.opportunityId" });
  expect(subgraph.sandbox.requests).toEqual([]);
  expect((await subgraph.query("{ atsConnections { name } }")).data.atsConnections).toEqual([{ name: "Nimbus" }]);
});

test("one that is written into the document is refused likewise", async () => {
  const answer = await subgraph.query(
    `mutation { updateAtsConnection(input: { connectionId: "${id}", name: "a\\u0000" }) { connection { name } } }`,
  );
  expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.name" });
});

test("characters of two halves, and every other one, are texts like any", async () => {
  const name = "Nimbus 😀 \u202e \u0001 \ufffd é";
  const { data, errors } = await subgraph.query(RENAME, { input: { connectionId: id, name } });
  expect([data, errors]).toEqual([{ updateAtsConnection: { connection: { name } } }, []]);
});

test("a query about one is answered as about a text that nobody has", async () => {
  const { data, errors } = await subgraph.query(
    `query ($links: [String!]) { matchAtsCandidates(githubUrls: $links) { candidate { id } } }`,
    { links: ["github.com/\ud800"] },
  );
  expect(errors.map(({ extensions }) => extensions["code"])).not.toContain("INTERNAL_SERVER_ERROR");
  expect(data).not.toBeNull();
});
