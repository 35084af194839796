import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { GROUPS, INBOUND, mixHistories, postingOf, saveMapping, sorted, statusOf } from "./truth.js";

const STATUSES = ["ON_TRACK", "DUE_SOON", "BREACHED", "PAUSED"];
const SLA_STAGES = GROUPS.flatMap(({ slaDays, stages }) => (slaDays === null ? [] : stages));

let graph: TestSubgraph;
let id: string;
let rows: readonly OpportunityRecord[];

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 700 } });
  mixHistories(graph.sandbox.data, 11);
  rows = [...graph.sandbox.data.opportunities.values()];
  id = await graph.connect();
  await saveMapping(graph, id);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

type Filter = Readonly<Record<string, unknown>>;

/** Follows a list to its end; answers with every row met, page by page. */
async function walked(list: string, filter: Filter, first: number): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await graph.query(
      `query ($id: ID!, $filter: OpportunityFilter, $first: Int!, $after: String) { atsConnection(id: $id) {
        ${list}(filter: $filter, first: $first, after: $after) {
          nodes { externalId sla { status } } pageInfo { hasNextPage endCursor } } } }`,
      { id, filter, first, after },
    );
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.atsConnection[list];
    pages.push(nodes.map(({ externalId }: { externalId: string }) => externalId));
    expect(nodes.length).toBeLessThanOrEqual(first);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (pageInfo.hasNextPage) expect(after).toEqual(expect.any(String));
  } while (after !== null);
  return pages;
}

const idsOf = (matches: (row: OpportunityRecord) => boolean): readonly string[] =>
  sorted(rows.filter(matches).map((row) => row.id));

describe.each(STATUSES)("%s", (status) => {
  test.each([7, 100, 500])("in pages of %i is met completely, no row twice", async (first) => {
    const pages = await walked("opportunities", { slaStatuses: [status] }, first);
    const expected = idsOf((row) => statusOf(row) === status);
    expect(expected.length).toBeGreaterThan(5);
    expect(sorted(pages.flat())).toEqual(expected);
  });

  test("among inbound applicants is met completely", async () => {
    const pages = await walked("inboundApplicants", { slaStatuses: [status] }, 20);
    const expected = idsOf((row) => INBOUND.includes(row.stage) && statusOf(row) === status);
    expect(sorted(pages.flat())).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });
});

test("several statuses are joined by 'or', and with other filters by 'and'", async () => {
  const stageIds = ["applicant-new", "lead-new"].map((stage) => `${id}.${stage}`);
  const filter = { slaStatuses: ["BREACHED", "PAUSED"], stageIds, origins: ["APPLIED"] };
  const expected = idsOf(
    (row) =>
      row.stage === "applicant-new" && row.origin === "applied" && ["BREACHED", "PAUSED"].includes(statusOf(row) ?? ""),
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(sorted((await walked("opportunities", filter, 50)).flat())).toEqual(expected);
});

test("a posting's own list knows the statuses too", async () => {
  const { data } = graph.sandbox;
  const breached = rows.filter((row) => statusOf(row) === "BREACHED");
  const posting = breached.map((row) => postingOf(data, row)).find((candidate) => candidate !== null)!;
  const answer = await graph.query(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsPosting {
      opportunities(first: 500, filter: { slaStatuses: [BREACHED] }) { nodes { externalId } } } } }`,
    { r: [{ __typename: "AtsPosting", id: `${id}.${posting}` }] },
  );
  const nodes = answer.data._entities[0].opportunities.nodes as readonly { readonly externalId: string }[];
  const expected = breached.filter((row) => postingOf(data, row) === posting);
  expect(sorted(nodes.map(({ externalId }) => externalId))).toEqual(sorted(expected.map((row) => row.id)));
});

describe("of Lever is asked", () => {
  const asked = () => graph.sandbox.requests.filter(({ path }) => path === "/opportunities").map(({ query }) => query);

  test("no more than active ones in stages with an SLA, and no span that the clock moves", async () => {
    await graph.restart();
    graph.sandbox.clearRequests();
    const pages = await walked("opportunities", { slaStatuses: ["BREACHED"] }, 100);
    const reached = rows.filter((row) => row.archived === null && SLA_STAGES.includes(row.stage)).length;
    expect(asked()).toHaveLength(Math.ceil(reached / 100));
    expect(pages.length).toBeLessThanOrEqual(Math.ceil(reached / 100));
    for (const query of asked()) {
      expect(sorted(query.getAll("stage_id"))).toEqual(sorted(SLA_STAGES));
      expect(query.get("archived")).toBe("false");
      expect([...query.keys()].filter((name) => name.startsWith("advanced_at") || name === "snoozed")).toEqual([]);
    }
  });

  test("for snoozed ones alone, where only paused ones are wanted", async () => {
    await walked("opportunities", { slaStatuses: ["PAUSED"] }, 101);
    expect(asked().map((query) => query.get("snoozed"))).toEqual(asked().map(() => "true"));
  });

  test.each<[string, Filter]>([
    ["no status", { slaStatuses: [] }],
    ["archived ones", { slaStatuses: ["BREACHED"], archived: true }],
    ["a stage without an SLA", { slaStatuses: ["BREACHED"], stageIds: ["lead-new"] }],
  ])("nothing for %s", async (_, { stageIds, ...filter }) => {
    const stages = (stageIds as string[] | undefined)?.map((stage) => `${id}.${stage}`);
    expect(await walked("opportunities", { ...filter, ...(stages ? { stageIds: stages } : {}) }, 50)).toEqual([[]]);
    expect(graph.sandbox.requests).toEqual([]);
  });
});

test("archived ones are no inbound applicants, whatever the filter says", async () => {
  expect(await walked("inboundApplicants", { archived: true }, 50)).toEqual([[]]);
  expect(graph.sandbox.requests).toEqual([]);
});

test("a cursor is good for the same statuses only", async () => {
  const list = `query ($id: ID!, $filter: OpportunityFilter, $after: String) { atsConnection(id: $id) {
    opportunities(first: 1, filter: $filter, after: $after) { pageInfo { endCursor } } } }`;
  const { data } = await graph.query(list, { id, filter: { slaStatuses: ["BREACHED"] } });
  const after = data.atsConnection.opportunities.pageInfo.endCursor;
  const { errors } = await graph.query(list, { id, filter: { slaStatuses: ["DUE_SOON"] }, after });
  expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
});
