import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OTHER_ACCOUNT_KEY } from "../../../sandbox/keys.js";
import { archiveReasonId } from "../../../sandbox/seed/archive-reasons.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { RECRUITER_ID } from "../../../sandbox/seed/users.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { RECRUITER } from "../../support/uploads.js";
import { finished, idOf, itemsOf, movable, progress, start, writesByOpportunity } from "./support.js";

let subgraph: TestSubgraph;
let connectionId: string;

const TARGET = STAGES.referenceCheck.id;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 400 } });
  connectionId = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(() => subgraph.sandbox.clearRequests());

const graphId = (externalId: string): string => `${connectionId}.${externalId}`;

/** Moves so many candidacies; those of the next call are others. */
function moves(count: number, to = TARGET) {
  const rows = movable(subgraph, count, to);
  return { rows, items: rows.map(({ id }) => ({ opportunityId: graphId(id), toStageId: graphId(to) })) };
}

/** Lists candidacies, so that it is known whose they are. */
async function list(): Promise<void> {
  const source = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 500) { nodes { id } } } }`;
  const { data, errors } = await subgraph.query(source, { id: connectionId });
  expect(errors).toEqual([]);
  expect(data.atsConnection.opportunities.nodes).toHaveLength(subgraph.sandbox.data.opportunities.size);
}

describe("a hundred candidacies", () => {
  test("are moved after the mutation has answered, each once, on the caller's behalf", async () => {
    const { rows, items } = moves(100);
    const started = await start(subgraph, "advanceOpportunities", items, "hundred");
    expect(started.userErrors).toEqual([]);
    expect(started.operation).toMatchObject({ total: 100, failed: 0 });
    const done = await finished(subgraph, idOf(started));
    expect(done).toMatchObject({ state: "DONE", total: 100, processed: 100, failed: 0 });
    expect(Date.parse(done.finishedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(done.startedAt));
    expect(rows.every(({ stage }) => stage === TARGET)).toBe(true);
    expect([...writesByOpportunity(subgraph).values()]).toEqual(Array<number>(100).fill(1));
    for (const { method, query } of subgraph.sandbox.requests) {
      if (method !== "GET") expect(query.get("perform_as")).toBe(RECRUITER_ID);
    }
  });

  test("show their items in the order of the input, a page at a time, as they are in Lever now", async () => {
    const { items } = moves(30);
    const reversed = [...items].reverse();
    const id = idOf(await start(subgraph, "advanceOpportunities", reversed, "pages"));
    await finished(subgraph, id);
    const seen: unknown[] = [];
    let after: string | null = null;
    for (const size of [12, 12, 6]) {
      const page = await itemsOf(subgraph, id, { first: 12, after });
      expect(page.nodes).toHaveLength(size);
      expect(page.edges).toHaveLength(size);
      expect(page.pageInfo).toEqual({
        hasNextPage: size === 12,
        hasPreviousPage: after !== null,
        startCursor: page.edges[0]?.cursor,
        endCursor: page.edges.at(-1)?.cursor,
      });
      seen.push(...page.nodes);
      after = page.edges.at(-1)?.cursor ?? null;
    }
    expect(seen).toEqual(
      reversed.map(({ opportunityId }, index) => ({
        ...{ index, opportunity: { id: opportunityId, stageId: graphId(TARGET), archive: null }, candidate: null },
        ...{ exportOutcome: null, exportSteps: null, userErrors: [] },
      })),
    );
    expect((await itemsOf(subgraph, id, { first: 12, after })).nodes).toEqual([]);
  });

  test("that were listed before are read in few requests, not one by one", async () => {
    await list();
    const { items } = moves(100, STAGES.offer.id);
    subgraph.sandbox.clearRequests();
    await finished(subgraph, idOf(await start(subgraph, "advanceOpportunities", items, "batches")));
    expect(subgraph.sandbox.calls("GET /opportunities/:opportunity")).toEqual([]);
    expect(subgraph.sandbox.calls("GET /opportunities").length).toBeLessThanOrEqual(10);
    expect(subgraph.sandbox.calls(/^PUT/)).toHaveLength(100);
  });

  test("cost nothing where they are all in that stage, and are done", async () => {
    const { items } = moves(20, STAGES.responded.id);
    await finished(subgraph, idOf(await start(subgraph, "advanceOpportunities", items, "first time")));
    subgraph.sandbox.clearRequests();
    const done = await finished(subgraph, idOf(await start(subgraph, "advanceOpportunities", items, "second time")));
    expect(done).toMatchObject({ processed: 20, failed: 0 });
    expect(subgraph.sandbox.calls(/^PUT/)).toEqual([]);
  });
});

describe("an item that can't be done", () => {
  test("fails alone: an excluded stage, an unknown id, another account's, a connection that is none", async () => {
    const globex = { account: "globex" };
    const theirs = await subgraph.connect(OTHER_ACCOUNT_KEY, globex);
    const [other] = subgraph.sandbox.otherData.opportunities.values();
    const saved = await subgraph.query(
      `mutation ($input: SaveStageMappingInput!) { saveStageMapping(input: $input) { userErrors { code message } } }`,
      {
        input: {
          ...{ connectionId, expectedVersion: 0, inboundStageIds: [], rejectExcludedReasonIds: [], findemStages: [] },
          advanceExcludedStageIds: [graphId(STAGES.hired.id)],
        },
      },
    );
    expect(saved.data.saveStageMapping.userErrors).toEqual([]);
    const { rows, items } = moves(3);
    const [first, second, third] = items;
    const id = idOf(
      await start(
        subgraph,
        "advanceOpportunities",
        [
          first,
          { ...second, toStageId: graphId(STAGES.hired.id) },
          { ...second, opportunityId: graphId("no-such") },
          { ...second, opportunityId: `${theirs}.${other?.id ?? ""}` },
          { ...second, opportunityId: "nowhere.no-such" },
          { ...second, expectedStageId: graphId("no-such") },
          { ...second, toStageId: graphId("no-such") },
          third,
        ],
        "mixed",
      ),
    );
    expect(await finished(subgraph, id)).toMatchObject({ total: 8, processed: 8, failed: 6 });
    const { nodes } = await itemsOf(subgraph, id);
    expect(nodes.map(({ index, userErrors }) => [index, ...userErrors.map(({ code }) => code)])).toEqual([
      [0],
      [1, "STAGE_EXCLUDED"],
      [2, "NOT_FOUND"],
      [3, "NOT_FOUND"],
      [4, "NOT_FOUND"],
      [5, "STAGE_CHANGED"],
      [6, "STAGE_UNKNOWN"],
      [7],
    ]);
    expect(nodes.map(({ opportunity }) => opportunity?.["id"] ?? null)).toEqual([
      ...[first?.opportunityId, second?.opportunityId, null, null, null],
      ...[second?.opportunityId, second?.opportunityId, third?.opportunityId],
    ]);
    expect(nodes[3]?.userErrors).toEqual(nodes[4]?.userErrors);
    expect([...writesByOpportunity(subgraph).keys()].sort()).toEqual([rows[0]?.id, rows[2]?.id].sort());
  });

  test("asked for twice in one call is done in the order of the input", async () => {
    const [row] = movable(subgraph, 1, TARGET);
    const to = [TARGET, STAGES.recruiterScreen.id, TARGET, STAGES.responded.id];
    const items = to.map((stage) => ({ opportunityId: graphId(row?.id ?? ""), toStageId: graphId(stage) }));
    const id = idOf(await start(subgraph, "advanceOpportunities", items, "there and back"));
    expect(await finished(subgraph, id)).toMatchObject({ processed: 4, failed: 0 });
    const bodies = subgraph.sandbox.requests.filter(({ method }) => method === "PUT").map(({ body }) => body);
    expect(bodies).toEqual(to.map((stage) => JSON.stringify({ stage })));
    expect(row?.stage).toBe(STAGES.responded.id);
  });

  test("meets a connection that is switched off: all of its items say so, and none is sent", async () => {
    const globex = { ...RECRUITER, account: "initech" };
    const own = await subgraph.connect(undefined, { account: "initech" });
    await subgraph.query(
      `mutation ($input: DisableAtsConnectionInput!) { disableAtsConnection(input: $input) { userErrors { code } } }`,
      { input: { connectionId: own } },
      { account: "initech" },
    );
    subgraph.sandbox.clearRequests();
    const items = movable(subgraph, 2, TARGET).map((row) => ({
      opportunityId: `${own}.${row.id}`,
      toStageId: `${own}.${TARGET}`,
    }));
    const id = idOf(await start(subgraph, "advanceOpportunities", items, "off", globex));
    expect(await finished(subgraph, id, globex)).toMatchObject({ processed: 2, failed: 2 });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("rejections of many", () => {
  test("archive each with its reason; a reason that hires fails alone", async () => {
    const reason = archiveReasonId("Timing");
    const rows = movable(subgraph, 3, "nowhere");
    const items = rows.map(({ id }, index) => ({
      opportunityId: graphId(id),
      reasonId: graphId(index === 1 ? archiveReasonId("Hired") : reason),
    }));
    const id = idOf(await start(subgraph, "rejectOpportunities", items, "rejections"));
    expect(await finished(subgraph, id)).toMatchObject({ processed: 3, failed: 1 });
    expect(rows.map(({ archived }) => archived?.reason ?? null)).toEqual([reason, null, reason]);
    const { nodes } = await itemsOf(subgraph, id);
    expect(nodes.map(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      [],
      ["REASON_NOT_REJECTION"],
      [],
    ]);
    expect(nodes[0]?.opportunity).toMatchObject({ archive: { reasonId: graphId(reason) } });
    expect(await progress(subgraph, id)).toMatchObject({ state: "DONE" });
  });
});
