import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { enteredAt, groupOf, mixHistories, saveMapping, statusOf } from "./truth.js";

const DAY = 24 * 60 * 60_000;
const FIELDS =
  "externalId findemStageEnteredAt sla { findemStage { id name } slaDays enteredAt dueAt status daysInStage }";

interface Node {
  readonly externalId: string;
  readonly findemStageEnteredAt: string | null;
  readonly sla: { readonly status: string; readonly daysInStage: number } | null;
}

let graph: TestSubgraph;
let id: string;
let groupIds: ReadonlyMap<string, string>;

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 300 } });
  mixHistories(graph.sandbox.data, 7);
  id = await graph.connect();
  groupIds = await saveMapping(graph, id);
});
afterAll(() => graph[Symbol.asyncDispose]());

const rowOf = (externalId: string): OpportunityRecord => graph.sandbox.data.opportunities.get(externalId)!;

async function readAll() {
  const { data, errors, calls } = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 500) { nodes { ${FIELDS} } } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return { nodes: data.atsConnection.opportunities.nodes as readonly Node[], calls };
}

describe("every opportunity", () => {
  test("says when it entered its Findem stage, archived ones too, and nothing where none holds its stage", async () => {
    const { nodes } = await readAll();
    expect(nodes).toHaveLength(graph.sandbox.data.opportunities.size);
    for (const { externalId, findemStageEnteredAt } of nodes) {
      const row = rowOf(externalId);
      const group = groupOf(row);
      const expected = group ? new Date(enteredAt(row, group)).toISOString() : null;
      expect(findemStageEnteredAt, externalId).toBe(expected);
    }
    const entered = nodes.filter((node) => node.findemStageEnteredAt !== null);
    expect(entered.length).toBeGreaterThan(50);
    expect(entered.some(({ externalId }) => rowOf(externalId).archived !== null)).toBe(true);
    expect(entered.length).toBeLessThan(nodes.length);
  });

  test("says how it stands, and nothing where its Findem stage has no days, there is none, or it is archived", async () => {
    const { nodes } = await readAll();
    const met = new Set<string | null>();
    for (const { externalId, sla } of nodes) {
      const row = rowOf(externalId);
      const group = groupOf(row);
      const status = statusOf(row);
      met.add(status);
      expect(sla?.status ?? null, externalId).toBe(status);
      if (!sla || !group?.slaDays) continue;
      const since = enteredAt(row, group);
      expect(sla).toMatchObject({
        findemStage: { id: groupIds.get(group.name), name: group.name },
        slaDays: group.slaDays,
        enteredAt: new Date(since).toISOString(),
        dueAt: new Date(since + group.slaDays * DAY).toISOString(),
      });
      expect(sla.daysInStage).toBeCloseTo((Date.now() - since) / DAY, 2);
    }
    expect([...met].sort()).toEqual(["BREACHED", "DUE_SOON", "ON_TRACK", "PAUSED", null].sort());
  });

  test("says so at no request beside its row's", async () => {
    await graph.restart();
    const pages = Math.ceil(graph.sandbox.data.opportunities.size / 100);
    expect((await readAll()).calls).toEqual(Array.from({ length: pages }, () => "GET /opportunities"));
  });
});

test("moving on within the Findem stage leaves its clock alone; leaving it and coming back starts it anew", async () => {
  const row = [...graph.sandbox.data.opportunities.values()].find((candidate) => {
    const group = groupOf(candidate);
    if (group?.name !== "Talks" || statusOf(candidate) !== "BREACHED") return false;
    return candidate.stageChanges.some(({ updatedAt }) => updatedAt === enteredAt(candidate, group));
  })!;
  const talks = groupOf(row)!.stages;
  const move = async (stage: string) => {
    const { data, errors } = await graph.query(
      `mutation ($id: ID!, $stage: ID!) { advanceOpportunity(input: { opportunityId: $id, toStageId: $stage }) {
        opportunity { stageId findemStageEnteredAt sla { status } } userErrors { code } } }`,
      { id: `${id}.${row.id}`, stage: `${id}.${stage}` },
      { email: [...graph.sandbox.data.users.values()].find(({ accessRole }) => accessRole === "admin")!.email },
    );
    expect([errors, data.advanceOpportunity.userErrors]).toEqual([[], []]);
    return data.advanceOpportunity.opportunity;
  };
  const before = new Date(enteredAt(row, groupOf(row)!)).toISOString();
  const within = await move(talks.find((stage) => stage !== row.stage)!);
  expect(within).toMatchObject({ findemStageEnteredAt: before, sla: { status: "BREACHED" } });
  await move("applicant-new");
  const back = await move(talks[0]!);
  expect(back).toMatchObject({ stageId: `${id}.${talks[0]}`, sla: { status: "ON_TRACK" } });
  expect(back.findemStageEnteredAt > before).toBe(true);
});
