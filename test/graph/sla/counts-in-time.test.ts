import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { mappingInput, saveMapping } from "./truth.js";

/** A budget that doesn't come back within a test: what is spent is spent. */
const SLOW = { LEVER_REQUESTS_PER_SECOND: "0.1", REQUEST_TIMEOUT_MS: "5000" };
const COUNTS = `query ($id: ID!) { atsConnection(id: $id) { pipeline { count } } }`;

let graph: TestSubgraph;
let id: string;
let active: readonly OpportunityRecord[];
let pages: number;

beforeEach(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 900 } });
  active = [...graph.sandbox.data.opportunities.values()].filter(({ archived }) => archived === null);
  pages = Math.ceil(active.length / 100);
  id = await graph.connect();
  await saveMapping(graph, id);
});
afterEach(() => graph[Symbol.asyncDispose]());

/** Starts again with nothing kept, and with so many requests to spend. */
async function startWith(burst: number): Promise<void> {
  await graph.restart({ ...SLOW, LEVER_BURST: String(burst) });
  graph.sandbox.clearRequests();
}

async function available(): Promise<number> {
  const { data } = await graph.query(`query ($id: ID!) { atsConnection(id: $id) { rateBudget { available } } }`, {
    id,
  });
  return data.atsConnection.rateBudget.available;
}

const sum = (buckets: readonly { readonly count: number }[]): number =>
  buckets.reduce((total, { count }) => total + count, 0);

test("counts that the budget just suffices for are told", async () => {
  await startWith(pages);
  const { data, errors, requests } = await graph.query(COUNTS, { id });
  expect(errors).toEqual([]);
  expect(sum(data.atsConnection.pipeline)).toBe(active.length);
  expect(requests).toBe(pages);
});

test("a walk that the budget doesn't suffice for stops as soon as that is known, and goes on from what was read", async () => {
  await startWith(pages - 2);
  const first = await graph.query(COUNTS, { id });
  expect(first.data.atsConnection.pipeline).toBeNull();
  expect(first.errors).toMatchObject([
    {
      path: ["atsConnection", "pipeline"],
      extensions: { code: "ATS_RATE_LIMITED", retryable: true, connectionId: id },
    },
  ]);
  expect(first.errors[0]?.extensions["retryAfterMs"]).toBeGreaterThanOrEqual(1_000);
  expect(first.requests).toBe(pages - 2);

  const second = await graph.query(COUNTS, { id });
  expect(second.errors).toMatchObject([{ extensions: { code: "ATS_RATE_LIMITED" } }]);
  expect(second.requests).toBe(0);
});

test("a walk that is known to be too long for what is left is refused before a request is spent", async () => {
  await startWith(pages + 10);
  expect((await graph.query(COUNTS, { id })).requests).toBe(pages);
  // A write makes all rows that were kept out of date.
  const tagged = await graph.query(
    `mutation ($id: ID!) { addOpportunityTags(input: { opportunityId: $id, tags: ["Counted"] }) { userErrors { code } } }`,
    { id: `${id}.${active[0]!.id}` },
    { email: [...graph.sandbox.data.users.values()].find(({ accessRole }) => accessRole === "admin")!.email },
  );
  expect(tagged.data.addOpportunityTags.userErrors).toEqual([]);
  for (let left = await available(); left >= pages; left = await available()) {
    const past = { headers: { "cache-control": "no-cache" } };
    await graph.query(`query ($id: ID!) { atsOpportunity(id: $id) { name } }`, { id: `${id}.${active[1]!.id}` }, past);
  }
  graph.sandbox.clearRequests();
  expect(await available()).toBe(pages - 1);

  const { data, errors } = await graph.query(COUNTS, { id });
  expect(data.atsConnection.pipeline).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: "ATS_RATE_LIMITED", retryable: true } }]);
  expect(errors[0]?.extensions["retryAfterMs"]).toBeGreaterThanOrEqual(1_000);
  const preview = await graph.query(
    `query ($input: SaveStageMappingInput!) { previewStageMapping(input: $input) { newlyBreached } }`,
    { input: mappingInput(id, { version: 1 }) },
  );
  expect(preview.errors).toMatchObject([{ path: ["previewStageMapping"], extensions: { code: "ATS_RATE_LIMITED" } }]);
  expect(graph.sandbox.calls("GET /opportunities")).toEqual([]);

  // What is short is still asked for.
  const inbound = await graph.query(`query ($id: ID!) { atsConnection(id: $id) { inboundSummary { count } } }`, { id });
  expect(inbound.errors).toEqual([]);
  expect(inbound.data.atsConnection.inboundSummary.count).toBeGreaterThan(0);
});
