import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY, PLAIN_KEY } from "../../../sandbox/keys.js";
import type { RequisitionRecord } from "../../../sandbox/records/requisition.record.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { connectWithout, walk } from "./walk.js";

const LIST = "GET /requisitions";
const SINGLE = "GET /requisitions/:id";
const VIEWER = { roles: "viewer" };

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  const { requisitions } = graph.sandbox.data;
  const [pattern] = requisitions.values();
  // More than two pages of Lever's.
  for (let number = 0; number < 230; number++) {
    const copy = {
      ...pattern!,
      id: `more-${number}`,
      requisitionCode: `MORE-${number}`,
      createdAt: 1_600_000_000_000 + number,
    };
    requisitions.set(copy.id, number % 25 === 3 ? { ...copy, confidentiality: "confidential" } : copy);
  }
  id = await graph.connect();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

function records(isWanted: (row: RequisitionRecord) => boolean = () => true): readonly string[] {
  return [...graph.sandbox.data.requisitions.values()]
    .filter(isWanted)
    .map((row) => row.id)
    .sort();
}

const isOpen = ({ confidentiality }: RequisitionRecord): boolean => confidentiality !== "confidential";

async function externalIds(first: number, filter?: string, as = {}): Promise<readonly unknown[]> {
  const rows = await walk(graph, id, {
    ...{ list: "requisitions", fields: "externalId", first, as },
    ...(filter === undefined ? {} : { filter }),
  });
  return rows.map(({ externalId }) => externalId);
}

describe("a walk", () => {
  test.each([17, 100, 500])("in steps of %i meets every requisition once, in one order", async (first) => {
    const walked = await externalIds(first);
    expect([...walked].sort()).toEqual(records());
    expect(walked).toEqual(await externalIds(500));
  });

  test("in small steps costs no more requests than Lever has pages", async () => {
    await graph.restart();
    graph.sandbox.clearRequests();
    await externalIds(10);
    expect(graph.sandbox.calls()).toEqual([LIST, LIST, LIST]);
  });

  test("meets no confidential one without the role, and does not ask for any", async () => {
    await graph.restart();
    graph.sandbox.clearRequests();
    expect([...(await externalIds(90, undefined, VIEWER))].sort()).toEqual(records(isOpen));
    expect(graph.sandbox.requests.map(({ query }) => query.get("confidentiality"))).toEqual([null, null, null]);
  });

  test("meets none through a key without that access either", async () => {
    const plain = await graph.connect(PLAIN_KEY, {}, "Plain");
    const rows = await walk(graph, plain, { list: "requisitions", fields: "externalId", first: 500 });
    expect(rows.map(({ externalId }) => externalId).sort()).toEqual(records(isOpen));
  });
});

describe("a filter", () => {
  test.each<[string, string, (row: RequisitionRecord) => boolean]>([
    [`status: "closed"`, "status=closed", ({ status }) => status === "closed"],
    [`requisitionCode: "MORE-7"`, "requisition_code=MORE-7", ({ requisitionCode }) => requisitionCode === "MORE-7"],
    ["confidentiality: CONFIDENTIAL", "confidentiality=confidential", (row) => !isOpen(row)],
    ["confidentiality: NON_CONFIDENTIAL", "confidentiality=non-confidential", isOpen],
    ["confidentiality: ALL", "confidentiality=all", () => true],
    [
      `createdAt: { to: "2021-01-01T00:00:00Z" }, status: "open"`,
      `created_at_end=${Date.UTC(2021, 0, 1)}`,
      ({ createdAt, status }) => createdAt <= Date.UTC(2021, 0, 1) && status === "open",
    ],
  ])("{ %s } is Lever's own: %s", async (filter, sent, isWanted) => {
    const wanted = records(isWanted);
    expect(wanted.length).toBeGreaterThan(0);
    expect([...(await externalIds(500, `filter: { ${filter} }`))].sort()).toEqual(wanted);
    for (const { query } of graph.sandbox.requests) expect(query.toString()).toContain(sent);
  });

  test("for confidential ones finds none without the role, and nothing is sent", async () => {
    expect(await externalIds(50, "filter: { confidentiality: CONFIDENTIAL }", VIEWER)).toEqual([]);
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("for both is for open ones without the role", async () => {
    expect([...(await externalIds(500, "filter: { confidentiality: ALL }", VIEWER))].sort()).toEqual(records(isOpen));
  });

  test.each([
    [`status: ""`, "filter.status"],
    [`requisitionCode: ""`, "filter.requisitionCode"],
    [`createdAt: { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }`, "filter.createdAt"],
  ])("{ %s } is refused, and nothing is sent", async (filter, argument) => {
    const answer = await ask(graph, id, `requisitions(filter: { ${filter} }) { nodes { id } }`);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("that Lever doesn't take is Lever's refusal", async () => {
    const answer = await ask(graph, id, `requisitions(filter: { status: "melting" }) { nodes { id } }`);
    expect(onlyError(answer).extensions["code"]).toBe("ATS_REJECTED");
  });

  test("is part of a cursor", async () => {
    const { data } = await ask(graph, id, "requisitions(first: 2) { pageInfo { endCursor } }");
    const after = data.atsConnection.requisitions.pageInfo.endCursor as string;
    const other = await ask(graph, id, `requisitions(after: "${after}", filter: { status: "open" }) { nodes { id } }`);
    expect(onlyError(other).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });
});

describe("a row", () => {
  test("is what Lever has, without a total headcount where that is unlimited", async () => {
    const fields =
      "externalId requisitionCode name status confidentiality headcountTotal headcountHired backfill department team location customFields createdAt";
    const rows = await walk(graph, id, { list: "requisitions", fields, first: 500 });
    expect(rows.some(({ headcountTotal }) => headcountTotal === null)).toBe(true);
    for (const row of rows) {
      const record = graph.sandbox.data.requisitions.get(String(row["externalId"]));
      expect(row).toMatchObject({
        ...{ requisitionCode: record?.requisitionCode, name: record?.name, status: record?.status },
        headcountTotal: record?.headcountTotal === "unlimited" ? null : record?.headcountTotal,
        ...{ headcountHired: record?.headcountHired, backfill: record?.backfill },
        ...{ department: record?.department ?? null, location: record?.location ?? null },
        ...{ customFields: record?.customFields ?? null, createdAt: new Date(record?.createdAt ?? 0).toISOString() },
      });
    }
  });

  test("relates to people and postings by their ids for nothing", async () => {
    await graph.restart();
    const { calls, data, errors } = await ask(
      graph,
      id,
      "requisitions { nodes { externalId owner { id } hiringManager { externalId } postings { id } } }",
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual([LIST]);
    expect(graph.sandbox.requests.at(-1)?.query.getAll("expand")).toEqual([]);
    for (const { externalId, owner, postings } of data.atsConnection.requisitions.nodes) {
      const record = graph.sandbox.data.requisitions.get(externalId as string);
      expect(owner?.id ?? null).toBe(record?.owner ? `${id}.${record.owner}` : null);
      expect(postings).toEqual(record?.postings.map((posting) => ({ id: `${id}.${posting}` })));
    }
  });

  test("brings them along, and costs nothing within its age whatever lists have come to hand", async () => {
    await graph.restart();
    const list = "requisitions { nodes { owner { name } hiringManager { email } postings { title } } }";
    const first = await ask(graph, id, list, { headers: { "cache-control": "no-cache" } });
    expect(first.errors).toEqual([]);
    expect(first.calls).toEqual([LIST]);
    expect(graph.sandbox.requests.at(-1)?.query.getAll("expand")).toEqual(["hiringManager", "owner", "postings"]);

    await ask(graph, id, "users { nodes { name } } postings { nodes { title } }");
    graph.sandbox.clearRequests();
    const second = await ask(graph, id, list);
    expect(second.data).toEqual(first.data);
    expect(second.calls).toEqual([]);
  });

  test("that can't be read fails alone", async () => {
    const undo = graph.sandbox.inject({
      path: "/requisitions",
      do: {
        kind: "rewrite",
        rewrite: (body) => {
          const { data, ...others } = body as { data: object[] };
          return { ...others, data: data.map((row, index) => (index === 1 ? { ...row, id: null } : row)) };
        },
      },
    });
    const answer = await ask(graph, id, "requisitions(first: 3) { nodes { name } }", {
      headers: { "cache-control": "no-cache" },
    });
    undo();
    expect(onlyError(answer)).toMatchObject({
      path: ["atsConnection", "requisitions", "nodes", 1],
      extensions: { code: "ATS_BAD_RESPONSE", path: "id" },
    });
    expect(answer.data.atsConnection.requisitions.nodes).toEqual([
      { name: expect.any(String) },
      null,
      { name: expect.any(String) },
    ]);
  });
});

describe("a reference", () => {
  const REFERENCES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsRequisition { id requisitionCode } } }`;
  const NO_CACHE = { "cache-control": "no-cache" };

  function refer(externals: readonly string[], as = {}) {
    const r = externals.map((externalId) => ({ __typename: "AtsRequisition", id: `${id}.${externalId}` }));
    return graph.query(REFERENCES, { r }, { headers: NO_CACHE, ...as });
  }

  test("is found by either key, in the order asked, null for what is not there", async () => {
    const { data, errors } = await graph.query(REFERENCES, {
      r: [
        { __typename: "AtsRequisition", connectionId: id, externalId: "more-2" },
        { __typename: "AtsRequisition", id: `${id}.nobody` },
        { __typename: "AtsRequisition", id: `${id}.more-1` },
        { __typename: "AtsRequisition", id: "nowhere.more-1" },
      ],
    });
    expect(errors).toEqual([]);
    expect(data._entities).toEqual([
      { id: `${id}.more-2`, requisitionCode: "MORE-2" },
      null,
      { id: `${id}.more-1`, requisitionCode: "MORE-1" },
      null,
    ]);
  });

  test.each([
    [["more-1"], [SINGLE]],
    [
      ["more-1", "more-2"],
      [SINGLE, SINGLE],
    ],
    // The newest are on the list's first page.
    [["more-229", "more-228", "more-227"], [LIST]],
  ])("%j costs %j", async (externals, calls) => {
    const answer = await refer(externals);
    expect(answer.data._entities).toHaveLength(externals.length);
    expect(answer.data._entities).not.toContain(null);
    expect(answer.calls).toEqual(calls);
  });

  test("costs nothing after its page was read", async () => {
    await graph.restart();
    await ask(graph, id, "requisitions(first: 5) { nodes { id } }");
    const { calls, data } = await refer(["more-229", "more-220"], { headers: {} });
    expect(data._entities).toEqual(
      ["229", "220"].map((number) => ({ id: `${id}.more-${number}`, requisitionCode: `MORE-${number}` })),
    );
    expect(calls).toEqual([]);
  });

  test("to a confidential one is null without the role, and is not told from an unknown one", async () => {
    const hidden = await refer(["more-3"], VIEWER);
    expect([hidden.data._entities, hidden.errors]).toEqual([[null], []]);
    const shown = await refer(["more-3"]);
    expect(shown.data._entities).toEqual([{ id: `${id}.more-3`, requisitionCode: "MORE-3" }]);
    // What was kept for those who may see it is not served to the others.
    expect((await refer(["more-3"], { roles: "viewer", headers: {} })).data._entities).toEqual([null]);
  });
});

test.each([["find all requisitions", "requisitions { nodes { name } }", "requisitions"]])(
  "without '%s' the field is null beside its error",
  async (permission, list, field) => {
    const without = await connectWithout(graph, [permission], FINDEM_KEY);
    const answer = await ask(graph, without, `name ${list}`);
    expect(onlyError(answer).extensions).toMatchObject({
      code: "ATS_PERMISSION_MISSING",
      permission,
      connectionId: without,
    });
    expect(answer.data.atsConnection).toEqual({ name: "Without", [field]: null });
  },
);

test("without both permissions a reference names that of the single read", async () => {
  const without = await connectWithout(graph, ["find all requisitions", "find a requisition"], FINDEM_KEY);
  const { data, errors } = await graph.query(
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsRequisition { id name } } }",
    { r: [{ __typename: "AtsRequisition", id: `${without}.more-1` }] },
  );
  expect(data._entities).toEqual([null]);
  expect(errors[0]?.extensions).toMatchObject({ code: "ATS_PERMISSION_MISSING", permission: "find a requisition" });
});
