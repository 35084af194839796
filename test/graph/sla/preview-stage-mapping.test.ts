import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import {
  type Group,
  GROUPS,
  groupOf,
  INBOUND,
  type Mapping,
  mappingInput,
  mixHistories,
  saveMapping,
  statusOf,
} from "./truth.js";

const NOTHING = { enteringInbound: 0, leavingInbound: 0, changingFindemStage: 0, newlyBreached: 0 };

let graph: TestSubgraph;
let id: string;
let groupIds: ReadonlyMap<string, string>;
let active: readonly OpportunityRecord[];

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 500 } });
  mixHistories(graph.sandbox.data, 5);
  active = [...graph.sandbox.data.opportunities.values()].filter(({ archived }) => archived === null);
  id = await graph.connect();
  groupIds = await saveMapping(graph, id);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  await graph.restart();
  graph.sandbox.clearRequests();
});

async function preview(mapping: Mapping, as: As = {}, changes: object = {}) {
  const answer = await graph.query(
    `query ($input: SaveStageMappingInput!) { previewStageMapping(input: $input) {
      ${Object.keys(NOTHING).join(" ")} userErrors { code path } } }`,
    { input: { ...mappingInput(id, { version: 1, ...mapping }), ...changes } },
    as,
  );
  return { ...answer, preview: answer.data?.previewStageMapping };
}

/** The present groups with their ids. */
const own = (): readonly (Group & { id: string })[] =>
  GROUPS.map((group) => ({ ...group, id: groupIds.get(group.name)! }));

/** What the preview has to say, counted row by row. */
function truth(groups: readonly (Group & { id?: string })[], inbound: readonly string[], rows = active) {
  const having = (matches: (row: OpportunityRecord) => boolean): number => rows.filter(matches).length;
  const groupIn = (row: OpportunityRecord) => groups.find(({ stages }) => stages.includes(row.stage));
  const idNow = (row: OpportunityRecord): string | undefined => groupIds.get(groupOf(row)?.name ?? "");
  return {
    enteringInbound: having(({ stage }) => inbound.includes(stage) && !INBOUND.includes(stage)),
    leavingInbound: having(({ stage }) => !inbound.includes(stage) && INBOUND.includes(stage)),
    changingFindemStage: having((row) => (groupIn(row) && (groupIn(row)?.id ?? "new")) !== idNow(row)),
    newlyBreached: having((row) => statusOf(row, groups) === "BREACHED" && statusOf(row) !== "BREACHED"),
  };
}

test("of the present mapping changes nothing", async () => {
  const { preview: answer, errors } = await preview({ groups: own() });
  expect(errors).toEqual([]);
  expect(answer).toEqual({ ...NOTHING, userErrors: [] });
});

test("counts in one walk who would come into inbound, leave it, change Findem stage and be past their time", async () => {
  const [fresh, leads, talks, empty] = own() as [Group & { id: string }, ...(Group & { id: string })[]];
  const groups = [
    { ...talks!, stages: [...talks!.stages.slice(1), "lead-responded"], slaDays: 2 },
    { ...fresh, name: "Renamed", slaDays: 1 },
    { name: "Quite new", stages: ["offer"], slaDays: 1 },
    { ...empty!, stages: [leads!.stages[0]!] },
  ];
  const inbound = ["lead-responded", "offer"];
  const { preview: answer, calls } = await preview({ groups, inbound });
  const expected = truth(groups, inbound);
  expect(answer).toEqual({ ...expected, userErrors: [] });
  for (const count of Object.values(expected)) expect(count).toBeGreaterThan(0);
  expect(calls.filter((call) => call === "GET /opportunities")).toHaveLength(Math.ceil(active.length / 100));
});

test("stores nothing, and the walk serves the pipeline's counts after it", async () => {
  await preview({ groups: [] });
  const { data, requests } = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { stageMapping { version findemStages { name } } pipeline { count } } }`,
    { id },
  );
  const { stageMapping, pipeline } = data.atsConnection;
  expect(stageMapping).toEqual({ version: 1, findemStages: GROUPS.map(({ name }) => ({ name })) });
  expect(pipeline).toHaveLength(GROUPS.length + 1);
  expect(requests).toBe(0);
});

test("leaves confidential ones out for an admin without that role", async () => {
  const open = active.filter(({ confidentiality }) => confidentiality === "non-confidential");
  const { preview: answer } = await preview({ groups: [], inbound: [] }, { roles: "admin" });
  expect(answer).toMatchObject(truth([], [], open));
  expect(truth([], [], open)).not.toEqual(truth([], []));
});

describe("is refused as saving is, and counts nothing then:", () => {
  const faulty = { groups: [...GROUPS, { name: "new ", stages: ["offer"], slaDays: 366 }], inbound: ["nowhere"] };

  test("all faults at once", async () => {
    const { preview: answer, calls } = await preview(faulty);
    expect(answer).toMatchObject(NOTHING);
    expect(
      answer.userErrors.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join(".")}`),
    ).toEqual([
      "STAGE_UNKNOWN input.inboundStageIds.0",
      "GROUP_NAME_DUPLICATE input.findemStages.4.name",
      "SLA_OUT_OF_RANGE input.findemStages.4.slaDays",
    ]);
    expect(calls).not.toContain("GET /opportunities");
  });

  test("another version", async () => {
    const { preview: answer, requests } = await preview({ version: 0 });
    expect(answer).toEqual({
      ...NOTHING,
      userErrors: [{ code: "VERSION_CONFLICT", path: ["input", "expectedVersion"] }],
    });
    expect(requests).toBe(0);
  });

  test("no such connection, and another account's", async () => {
    const notFound = { ...NOTHING, userErrors: [{ code: "NOT_FOUND", path: ["input", "connectionId"] }] };
    expect((await preview({}, {}, { connectionId: "nowhere" })).preview).toEqual(notFound);
    expect((await preview({}, { account: "stranger" })).preview).toEqual(notFound);
  });
});

test("malformed input is thrown, and so is a role too small", async () => {
  const malformed = await preview({}, {}, { inboundStageIds: ["no id"] });
  expect(malformed.errors[0]?.extensions).toMatchObject({
    code: "BAD_USER_INPUT",
    argument: "input.inboundStageIds.0",
  });
  const { errors, preview: answer, requests } = await preview({}, { roles: "recruiter,confidential" });
  expect(errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "admin" });
  expect([answer, requests]).toEqual([null, 0]);
});
