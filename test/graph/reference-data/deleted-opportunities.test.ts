import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../../sandbox/keys.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { walk } from "./walk.js";

const LIST = "GET /opportunities/deleted";
const NO_CACHE = { headers: { "cache-control": "no-cache" } };
const VIEWER = { roles: "viewer" };

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  const { deletedOpportunities } = graph.sandbox.data;
  const [pattern] = deletedOpportunities.values();
  for (let number = 0; number < 140; number++) {
    const confidentiality = number % 10 === 4 ? "confidential" : "non-confidential";
    const deletedAt = Date.UTC(2026, 0, 1) + number * 1_000;
    deletedOpportunities.set(`d${number}`, { ...pattern!, id: `d${number}`, confidentiality, deletedAt });
  }
  id = await graph.connect(EVERYTHING_KEY);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

async function externalIds(first: number, as = {}): Promise<readonly unknown[]> {
  const rows = await walk(graph, id, { list: "deletedOpportunities", fields: "externalId", first, as });
  return rows.map(({ externalId }) => externalId);
}

test.each([23, 500])("a walk in steps of %i meets every deleted one once", async (first) => {
  const walked = await externalIds(first);
  expect([...walked].sort()).toEqual([...graph.sandbox.data.deletedOpportunities.keys()].sort());
});

test("small steps cost no more requests than Lever has pages", async () => {
  await graph.restart();
  graph.sandbox.clearRequests();
  await externalIds(20);
  expect(graph.sandbox.calls()).toEqual([LIST, LIST]);
});

test("a row tells what was deleted, when and by whom; who by id costs nothing", async () => {
  const fields = "id externalId candidateExternalId deletedAt deletedBy { externalId }";
  const { data, calls } = await ask(graph, id, `deletedOpportunities(first: 5) { nodes { ${fields} } }`, NO_CACHE);
  expect(calls).toEqual([LIST]);
  for (const row of data.atsConnection.deletedOpportunities.nodes) {
    const record = graph.sandbox.data.deletedOpportunities.get(row.externalId as string);
    expect(row).toEqual({
      ...{ id: `${id}.${record?.id ?? ""}`, externalId: record?.id, candidateExternalId: record?.contact },
      ...{ deletedAt: new Date(record?.deletedAt ?? 0).toISOString(), deletedBy: { externalId: record?.deletedBy } },
    });
  }
  const named = await ask(graph, id, "deletedOpportunities(first: 1) { nodes { deletedBy { name } } }");
  expect(named.data.atsConnection.deletedOpportunities.nodes[0].deletedBy.name).toEqual(expect.any(String));
});

test("a range is Lever's own", async () => {
  const range = `deletedAt: { from: "2026-01-01T00:00:10Z", to: "2026-01-01T00:00:12Z" }`;
  const rows = await walk(graph, id, { list: "deletedOpportunities", fields: "externalId", first: 2, filter: range });
  expect(rows.map(({ externalId }) => externalId).sort()).toEqual(["d10", "d11", "d12"]);
  const [request] = graph.sandbox.requests;
  expect(request?.query.get("deleted_at_start")).toBe(String(Date.UTC(2026, 0, 1) + 10_000));
  expect(request?.query.get("deleted_at_end")).toBe(String(Date.UTC(2026, 0, 1) + 12_000));
});

describe("without the role confidential", () => {
  test("confidential ones are not there", async () => {
    const open = [...graph.sandbox.data.deletedOpportunities.values()].filter(
      ({ confidentiality }) => confidentiality === "non-confidential",
    );
    expect(open.length).toBeLessThan(graph.sandbox.data.deletedOpportunities.size);
    expect([...(await externalIds(23, VIEWER))].sort()).toEqual(open.map((row) => row.id).sort());
  });

  test.each([
    ["say nothing of it", { confidentiality: undefined }],
    ["say what Lever added since", { confidentiality: "top-secret" }],
    ["can't be read", { id: null }],
  ])("nor are rows that %s", async (_, change) => {
    const undo = graph.sandbox.inject({
      path: "/opportunities/deleted",
      do: {
        kind: "rewrite",
        rewrite: (body) => {
          const { data, ...others } = body as { data: object[] };
          return { ...others, data: data.map((row) => ({ ...row, ...change })) };
        },
      },
    });
    const list = "deletedOpportunities { nodes { id } edges { cursor } }";
    const answer = await ask(graph, id, list, { ...VIEWER, ...NO_CACHE });
    undo();
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnection.deletedOpportunities).toEqual({ nodes: [], edges: [] });
  });
});

test("Findem's own permissions do not open it: null, and the one that is missing is named", async () => {
  const findem = await graph.connect(FINDEM_KEY, {}, "Findem");
  const answer = await ask(graph, findem, "name deletedOpportunities { nodes { id } }");
  expect(onlyError(answer)).toMatchObject({
    path: ["atsConnection", "deletedOpportunities"],
    extensions: { code: "ATS_PERMISSION_MISSING", permission: "find all deleted opportunities" },
  });
  expect(answer.data.atsConnection).toEqual({ name: "Findem", deletedOpportunities: null });
});
