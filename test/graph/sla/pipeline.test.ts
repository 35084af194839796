import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { PLAIN_KEY } from "../../../sandbox/keys.js";
import { PIPELINE } from "../../../sandbox/seed/stages.js";
import type { As } from "../../support/subgraph.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { countsOf, GROUPS, groupOf, INBOUND, mixHistories, postingOf, saveMapping, sorted } from "./truth.js";

const COUNTS = "count dueSoon breached";
const PLAIN: As = { roles: "viewer" };

let graph: TestSubgraph;
let id: string;
let groupIds: ReadonlyMap<string, string>;
let active: readonly OpportunityRecord[];

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 900 } });
  mixHistories(graph.sandbox.data, 3);
  active = [...graph.sandbox.data.opportunities.values()].filter(({ archived }) => archived === null);
  id = await graph.connect();
  groupIds = await saveMapping(graph, id);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  // Nothing is kept.
  await graph.restart();
  graph.sandbox.clearRequests();
});

async function ask(fields: string, as: As = {}, variables: Readonly<Record<string, unknown>> = {}, connection = id) {
  const answer = await graph.query(
    `query ($id: ID!${fields.includes("$postingIds") ? ", $postingIds: [ID!]" : ""}) { atsConnection(id: $id) { ${fields} } }`,
    { id: connection, ...variables },
    as,
  );
  return { ...answer, connection: answer.data?.atsConnection };
}

/** Every bucket as it has to be, over those rows. */
const bucketsOf = (rows: readonly OpportunityRecord[]) => [
  ...GROUPS.map((group) => ({
    id: groupIds.get(group.name),
    findemStage: { name: group.name },
    ...countsOf(rows.filter((row) => groupOf(row)?.name === group.name)),
  })),
  { id: `${id}.unmapped`, findemStage: null, ...countsOf(rows.filter((row) => !groupOf(row))) },
];
const inboundOf = (rows: readonly OpportunityRecord[]) => countsOf(rows.filter(({ stage }) => INBOUND.includes(stage)));
const listed = () => graph.sandbox.calls("GET /opportunities");
const pages = (rows: readonly unknown[]): number => Math.ceil(rows.length / 100);

describe("the pipeline's buckets", () => {
  test("are the mapping's Findem stages in its order and then the unmapped stages, counted in one walk", async () => {
    const { connection, errors, requests } = await ask(`pipeline { id findemStage { name } ${COUNTS} }`);
    expect(errors).toEqual([]);
    expect(connection.pipeline).toEqual(bucketsOf(active));
    expect(connection.pipeline.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      active.length,
    );
    expect(requests).toBe(pages(active));
    expect(graph.sandbox.requests[0]?.query.get("archived")).toBe("false");
  });

  test("and the inbound summary cost one walk together, and nothing while it is young", async () => {
    const fields = `inboundSummary { ${COUNTS} } pipeline { id findemStage { name } ${COUNTS} }`;
    const first = await ask(fields);
    expect(first.connection).toEqual({ inboundSummary: inboundOf(active), pipeline: bucketsOf(active) });
    expect(listed()).toHaveLength(pages(active));
    const second = await ask(fields);
    expect(second.requests).toBe(0);
    expect(second.connection).toEqual(first.connection);
  });

  test("are told apart by name at no walk, where no counts are asked for", async () => {
    const { connection, requests } = await ask(`pipeline { id findemStage { name } }`);
    expect(connection.pipeline.map((bucket: { findemStage: unknown }) => bucket.findemStage)).toHaveLength(
      GROUPS.length + 1,
    );
    expect(requests).toBe(0);
  });

  test("hold their stages: the mapping's, and all that are left", async () => {
    const { connection } = await ask(`pipeline { stages { externalId } }`);
    const stages = connection.pipeline.map((bucket: { stages: { externalId: string }[] }) =>
      bucket.stages.map(({ externalId }) => externalId),
    );
    const left = PIPELINE.map((stage) => stage.id).filter(
      (stage) => !GROUPS.some((group) => group.stages.includes(stage)),
    );
    expect(stages).toEqual([...GROUPS.map((group) => group.stages), left]);
  });

  test("know somebody in a stage that was made after the list of stages was kept", async () => {
    await ask(`stages { name }`);
    const made = { id: "11111111-2222-4333-8444-555555555556", text: "Trial day" };
    const row = active.find((candidate) => groupOf(candidate)?.name === "New")!;
    const before = row.stage;
    graph.sandbox.data.stages.set(made.id, made);
    row.stage = made.id;
    try {
      const { connection, errors } = await ask(
        `pipeline { ${COUNTS} stages { externalId name } opportunities(first: 500) { nodes { externalId } } }`,
      );
      expect(errors).toEqual([]);
      const unmapped = connection.pipeline.at(-1);
      expect(unmapped.stages).toContainEqual({ externalId: made.id, name: made.text });
      expect(unmapped.opportunities.nodes).toContainEqual({ externalId: row.id });
      expect(unmapped.count).toBe(unmapped.opportunities.nodes.length);
    } finally {
      row.stage = before;
      graph.sandbox.data.stages.delete(made.id);
    }
  });
});

describe("a bucket's list", () => {
  type Bucket = { id: string; opportunities: { nodes: { externalId: string }[]; pageInfo: Record<string, unknown> } };
  const list = (page: string) => `pipeline(postingIds: $postingIds) { id opportunities(${page}) {
    nodes { externalId } pageInfo { hasNextPage endCursor } } }`;

  test("holds exactly its active opportunities, a request for each hundred of those that hold any", async () => {
    const { connection, errors } = await ask(list("first: 500"));
    expect(errors).toEqual([]);
    const buckets = connection.pipeline as readonly Bucket[];
    const names = [...GROUPS.map(({ name }) => name), undefined];
    let expectedRequests = 0;
    for (const [place, { opportunities }] of buckets.entries()) {
      const own = active.filter((row) => groupOf(row)?.name === names[place]);
      expectedRequests += pages(own);
      expect(sorted(opportunities.nodes.map(({ externalId }) => externalId))).toEqual(sorted(own.map((row) => row.id)));
      expect(opportunities.pageInfo["hasNextPage"]).toBe(false);
    }
    expect(listed()).toHaveLength(expectedRequests);
  });

  test("goes on behind its cursor, which is no other bucket's and no other postings'", async () => {
    const first = ((await ask(list("first: 10"))).connection.pipeline as readonly Bucket[])[2]!;
    const after = String(first.opportunities.pageInfo["endCursor"]);
    const { connection, errors } = await ask(list(`first: 500, after: "${after}"`));
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual(GROUPS.map(() => "BAD_USER_INPUT"));
    const rest = (connection.pipeline as readonly Bucket[])[2]!.opportunities;
    const met = [...first.opportunities.nodes, ...rest.nodes].map(({ externalId }) => externalId);
    expect(sorted(met)).toEqual(sorted(active.filter((row) => groupOf(row)?.name === "Talks").map((row) => row.id)));
    const others = await ask(list(`first: 10, after: "${after}"`), {}, { postingIds: [] });
    expect(others.errors.every(({ extensions }) => extensions["code"] === "BAD_USER_INPUT")).toBe(true);
    expect(others.errors).toHaveLength(GROUPS.length + 1);
  });
});

describe("the inbound summary", () => {
  test("alone asks for the inbound stages only", async () => {
    const { connection, requests } = await ask(`inboundSummary { ${COUNTS} }`);
    const inbound = active.filter(({ stage }) => INBOUND.includes(stage));
    expect(connection.inboundSummary).toEqual(inboundOf(active));
    expect(connection.inboundSummary.breached).toBeGreaterThan(0);
    expect(requests).toBe(pages(inbound));
    expect(sorted(graph.sandbox.requests[0]!.query.getAll("stage_id"))).toEqual(sorted(INBOUND));
  });

  test("counts snoozed ones, and not among the breached", async () => {
    const { connection } = await ask(`inboundSummary { ${COUNTS} }
      paused: inboundApplicants(first: 500, filter: { slaStatuses: [PAUSED] }) { nodes { id } }
      breached: inboundApplicants(first: 500, filter: { slaStatuses: [BREACHED] }) { nodes { id } }`);
    expect(connection.paused.nodes.length).toBeGreaterThan(0);
    expect(connection.breached.nodes).toHaveLength(connection.inboundSummary.breached);
  });
});

describe("posting ids", () => {
  test("narrow counts and lists down to those who applied to them", async () => {
    const { data } = graph.sandbox;
    const [one, two] = [...new Set(active.map((row) => postingOf(data, row)).filter((posting) => posting !== null))];
    const postingIds = [one, two].map((posting) => `${id}.${posting}`);
    const own = active.filter((row) => [one, two].includes(postingOf(data, row) ?? ""));
    const { connection } = await ask(
      `inboundSummary(postingIds: $postingIds) { ${COUNTS} }
       pipeline(postingIds: $postingIds) { id findemStage { name } ${COUNTS} opportunities(first: 500) { nodes { id } } }`,
      {},
      { postingIds: [...postingIds, `other.${one}`] },
    );
    expect(own.length).toBeGreaterThan(0);
    expect(connection.inboundSummary).toEqual(inboundOf(own));
    for (const [place, { opportunities, ...bucket }] of connection.pipeline.entries()) {
      expect(bucket).toEqual(bucketsOf(own)[place]);
      expect(opportunities.nodes).toHaveLength(bucket.count);
    }
  });

  test.each([[[]], [["other.posting"]]])("%j match nothing, and nothing is sent", async (postingIds) => {
    const { connection, requests } = await ask(
      `inboundSummary(postingIds: $postingIds) { ${COUNTS} } pipeline(postingIds: $postingIds) { id findemStage { name } ${COUNTS} }`,
      {},
      { postingIds },
    );
    expect(connection).toEqual({ inboundSummary: inboundOf([]), pipeline: bucketsOf([]) });
    expect(requests).toBe(0);
  });

  test.each([["inboundSummary"], ["pipeline"]])("that are none are refused by name: %s", async (field) => {
    for (const [postingIds, argument] of [
      [["no id"], "postingIds.0"],
      [Array.from({ length: 101 }, (_, place) => `${id}.p${place}`), "postingIds"],
    ]) {
      const { errors, requests } = await ask(`${field}(postingIds: $postingIds) { count }`, {}, { postingIds });
      expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
      expect(requests).toBe(0);
    }
  });
});

describe("confidential opportunities", () => {
  const fields = `inboundSummary { ${COUNTS} } pipeline { id findemStage { name } ${COUNTS} }`;
  const open = () => active.filter(({ confidentiality }) => confidentiality === "non-confidential");

  test("are not counted for callers without the role, whatever was read for others before", async () => {
    expect(open().length).toBeLessThan(active.length);
    await ask(fields);
    const { connection } = await ask(fields, PLAIN);
    expect(connection).toEqual({ inboundSummary: inboundOf(open()), pipeline: bucketsOf(open()) });
    expect((await ask(fields)).connection.inboundSummary).toEqual(inboundOf(active));
  });

  test("are not counted through a key without that access", async () => {
    const as = { account: "plain" };
    const connectionId = await graph.connect(PLAIN_KEY, as);
    await saveMapping(graph, connectionId, {}, as);
    const { connection } = await ask(`inboundSummary { ${COUNTS} }`, as, {}, connectionId);
    expect(connection.inboundSummary).toEqual(inboundOf(open()));
  });
});

test("a mapping that nobody has saved has buckets too, and no days", async () => {
  const as = { account: "fresh" };
  const connectionId = await graph.connect(undefined, as);
  const { connection } = await ask(`pipeline { findemStage { slaDays } ${COUNTS} }`, as, {}, connectionId);
  const buckets = connection.pipeline as readonly (ReturnType<typeof countsOf> & { findemStage: unknown })[];
  const total = (counted: "count" | "dueSoon" | "breached"): number =>
    buckets.reduce((sum, bucket) => sum + bucket[counted], 0);
  expect([total("count"), total("dueSoon"), total("breached")]).toEqual([active.length, 0, 0]);
});

test("a row that can't be read makes no wrong count: there is none", async () => {
  const withoutStage = (body: unknown): unknown => {
    const { data, ...others } = body as { data: Record<string, unknown>[] };
    return { ...others, data: data.map((row, place) => (place === 3 ? { ...row, stage: null } : row)) };
  };
  const remove = graph.sandbox.inject({ path: "/opportunities", do: { kind: "rewrite", rewrite: withoutStage } });
  try {
    const { connection, errors } = await ask(`pipeline { count } name`);
    expect(connection).toMatchObject({ pipeline: null, name: "Nimbus" });
    expect(errors).toMatchObject([{ extensions: { code: "ATS_BAD_RESPONSE", path: "stage" } }]);
  } finally {
    remove();
  }
});

test("another account's connection has none", async () => {
  expect((await ask(`pipeline { id }`, { account: "stranger" })).connection).toBeNull();
});
