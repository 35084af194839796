import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { ForwardClock } from "../../support/forward-clock.js";
import { postingOf, saveMapping } from "./truth.js";

/** A budget that doesn't come back within a test: what is spent is spent. */
const SLOW = { LEVER_REQUESTS_PER_SECOND: "0.1", REQUEST_TIMEOUT_MS: "5000" };
const COUNTS = `query ($id: ID!) { atsConnection(id: $id) { pipeline { count } } }`;

let clock: ForwardClock;
let graph: TestSubgraph;
let id: string;
let active: readonly OpportunityRecord[];
let pages: number;

beforeEach(async () => {
  clock = new ForwardClock();
  graph = await startSubgraph({ sandbox: { opportunities: 900 }, clock });
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
  // What changed does not tell of which postings a row is: their rows are walked each time.
  const { data: lever } = graph.sandbox;
  const own = [...lever.postings.keys()].slice(0, 100);
  const ofThem = active.filter((row) => own.includes(postingOf(lever, row) ?? ""));
  const postingIds = own.map((posting) => `${id}.${posting}`);
  const walkPages = Math.ceil(ofThem.length / 100);
  expect(walkPages).toBeGreaterThan(2);
  const counts = `query ($id: ID!, $postingIds: [ID!]) { atsConnection(id: $id) { pipeline(postingIds: $postingIds) { count } } }`;
  await startWith(walkPages + 10);
  expect((await graph.query(counts, { id, postingIds })).requests).toBe(walkPages);
  // A write makes all rows that were kept out of date.
  const tagged = await graph.query(
    `mutation ($id: ID!) { addOpportunityTags(input: { opportunityId: $id, tags: ["Counted"] }) { userErrors { code } } }`,
    { id: `${id}.${active[0]!.id}` },
    { email: [...lever.users.values()].find(({ accessRole }) => accessRole === "admin")!.email },
  );
  expect(tagged.data.addOpportunityTags.userErrors).toEqual([]);
  for (let left = await available(); left >= walkPages; left = await available()) {
    const past = { headers: { "cache-control": "no-cache" } };
    await graph.query(`query ($id: ID!) { atsOpportunity(id: $id) { name } }`, { id: `${id}.${active[1]!.id}` }, past);
  }
  graph.sandbox.clearRequests();
  expect(await available()).toBe(walkPages - 1);

  const { data, errors } = await graph.query(counts, { id, postingIds });
  expect(data.atsConnection.pipeline).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: "ATS_RATE_LIMITED", retryable: true } }]);
  expect(errors[0]?.extensions["retryAfterMs"]).toBeGreaterThanOrEqual(1_000);
  expect(graph.sandbox.calls("GET /opportunities")).toEqual([]);

  // What is short is still asked for.
  const inbound = await graph.query(`query ($id: ID!) { atsConnection(id: $id) { inboundSummary { count } } }`, { id });
  expect(inbound.errors).toEqual([]);
  expect(inbound.data.atsConnection.inboundSummary.count).toBeGreaterThan(0);
});

test("counts that were told are brought up to date with what budget is left", async () => {
  await startWith(pages + 1);
  expect((await graph.query(COUNTS, { id })).requests).toBe(pages);
  clock.forward(31_000);
  expect(await available()).toBeLessThan(pages);
  const { data, errors, requests } = await graph.query(COUNTS, { id });
  expect(errors).toEqual([]);
  expect(sum(data.atsConnection.pipeline)).toBe(active.length);
  expect(requests).toBeLessThanOrEqual(2);
});
