import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const PAGE = `query ($id: ID!, $first: Int!, $after: String, $filter: OpportunityFilter) {
  atsConnection(id: $id) {
    opportunities(first: $first, after: $after, filter: $filter) {
      edges { cursor node { externalId } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;

interface PageShape {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly externalId: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

describe("a page of opportunities", () => {
  let graph: TestSubgraph;
  let id: string;

  beforeAll(async () => {
    graph = await startSubgraph({ sandbox: { opportunities: 300 } });
    id = await graph.connect();
  });
  afterAll(() => graph[Symbol.asyncDispose]());
  beforeEach(() => graph.sandbox.clearRequests());

  async function page(variables: Readonly<Record<string, unknown>>): Promise<PageShape> {
    const { data, errors } = await graph.query(PAGE, { id, ...variables });
    expect(errors).toEqual([]);
    return data.atsConnection.opportunities;
  }

  async function walk(first: number): Promise<string[]> {
    const seen: string[] = [];
    let after: string | null = null;
    for (let step = 0; step < 400; step++) {
      const { edges, pageInfo }: PageShape = await page({ first, after });
      seen.push(...edges.map(({ node }) => node.externalId));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      if (!pageInfo.hasNextPage) return seen;
      after = pageInfo.endCursor;
    }
    throw new Error("The walk does not end");
  }

  test.each([17, 100, 150, 500])("a walk in steps of %i meets every row once, in one order", async (first) => {
    const seen = await walk(first);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual([...graph.sandbox.data.opportunities.keys()].sort());
    expect(seen).toEqual(await walk(500));
  });

  test("small steps cost no more requests than Lever has pages", async () => {
    await graph.restart();
    graph.sandbox.clearRequests();
    await walk(10);
    const pages = Math.ceil(graph.sandbox.data.opportunities.size / 100);
    expect(graph.sandbox.calls("GET /opportunities")).toHaveLength(pages);
  });

  test("every edge's cursor goes on right behind that edge", async () => {
    const whole = await page({ first: 250 });
    for (const index of [0, 41, 98, 99, 100, 199, 248]) {
      const behind = await page({ first: 1, after: whole.edges[index]?.cursor });
      expect(behind.edges[0]?.node.externalId).toBe(whole.edges[index + 1]?.node.externalId);
    }
  });

  test("a cursor whose row has gone still goes on at its place", async () => {
    const whole = await page({ first: 30 });
    const gone = graph.sandbox.data.opportunities.get(whole.edges[10]?.node.externalId ?? "");
    if (!gone) throw new Error("The row is not in the sandbox");
    graph.sandbox.data.opportunities.delete(gone.id);
    try {
      const { data } = await graph.query(
        PAGE,
        { id, first: 3, after: whole.edges[10]?.cursor },
        { headers: { "cache-control": "no-cache" } },
      );
      const ids = data.atsConnection.opportunities.edges.map(({ node }: PageShape["edges"][0]) => node.externalId);
      expect(ids).toEqual(whole.edges.slice(11, 14).map(({ node }) => node.externalId));
    } finally {
      graph.sandbox.data.opportunities.set(gone.id, gone);
    }
  });

  test("invented, changed and foreign cursors are refused, and nothing is sent", async () => {
    const { edges } = await page({ first: 2 });
    const cursor = edges[0]?.cursor ?? "";
    graph.sandbox.clearRequests();
    const bad = [
      ["abc", {}],
      ["", {}],
      [`${cursor}x`, {}],
      [cursor.replace(/^./, (first) => (first === "W" ? "X" : "W")), {}],
      [Buffer.from(JSON.stringify([null, null, 5])).toString("base64url"), {}],
      // Of the same list with another filter.
      [cursor, { filter: { archived: true } }],
    ] as const;
    for (const [after, more] of bad) {
      const { data, errors } = await graph.query(PAGE, { id, first: 2, after, ...more });
      expect(data.atsConnection.opportunities).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after", retryable: false });
    }
    const { errors } = await graph.query(PAGE, { id, first: 2, after: cursor }, { roles: "viewer" });
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
    expect(graph.sandbox.requests).toEqual([]);
  });

  test.each([0, -1, 501, 1_000_000])("first: %i is refused, and nothing is sent", async (first) => {
    const { errors } = await graph.query(PAGE, { id, first });
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "first" });
    expect(errors[0]?.message).toContain("1 to 500");
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("a page that nothing can be in costs nothing", async () => {
    const empty = await page({ first: 5, filter: { stageIds: [] } });
    expect(empty).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect(graph.sandbox.requests).toEqual([]);
  });
});

describe("what a page of opportunities costs", () => {
  const RICH = `query ($id: ID!) {
    atsConnection(id: $id) {
      opportunities(first: 100) {
        nodes {
          name
          stage { name }
          owner { name }
          sourcedBy { name }
          followers { name }
          archive { reason { name } }
          application { createdAt company posting { title } }
          candidate { id name emails }
        }
      }
    }
  }`;

  test("cold: one list, with what has no list of its own expanded, and the walks of the postings", async () => {
    await using graph = await startSubgraph();
    const id = await graph.connect();
    await graph.restart();
    graph.sandbox.clearRequests();
    const { data, errors } = await graph.query(RICH, { id });
    expect(errors).toEqual([]);
    expect(data.atsConnection.opportunities.nodes).toHaveLength(100);
    const [list] = graph.sandbox.requests.filter(({ template }) => template === "/opportunities");
    expect(list?.query.getAll("expand").sort()).toEqual(["applications", "followers", "owner", "sourcedBy", "stage"]);
    expect(graph.sandbox.calls("GET /opportunities")).toHaveLength(1);
    // Lever leaves the ids of deactivated users as they are: those are in the list alone.
    expect(graph.sandbox.calls("GET /users").length).toBeLessThanOrEqual(1);
    expect(graph.sandbox.calls("GET /stages")).toEqual([]);
    expect(graph.sandbox.calls("GET /archive_reasons")).toHaveLength(1);
  });

  test("the question is the same whatever lists have come to hand: asked again it costs nothing, and its cursor goes on", async () => {
    await using graph = await startSubgraph();
    const id = await graph.connect();
    await graph.restart();
    const cold = await graph.query(RICH, { id });
    await graph.query(`query ($id: ID!) { atsConnection(id: $id) { stages { name } users { nodes { name } } } }`, {
      id,
    });
    graph.sandbox.clearRequests();
    expect((await graph.query(RICH, { id })).data).toEqual(cold.data);
    expect(graph.sandbox.requests).toEqual([]);
    const PAGE = `query ($id: ID!, $after: String) { atsConnection(id: $id) {
      opportunities(first: 100, after: $after) { nodes { id owner { name } stage { name } } pageInfo { endCursor } } } }`;
    await graph.restart();
    const first = (await graph.query(PAGE, { id })).data.atsConnection.opportunities;
    await graph.query(`query ($id: ID!) { atsConnection(id: $id) { stages { name } users { nodes { name } } } }`, {
      id,
    });
    const { data, errors, calls } = await graph.query(PAGE, { id, after: first.pageInfo.endCursor });
    expect(errors).toEqual([]);
    expect(calls).toEqual(["GET /opportunities"]);
    const ids = (page: { nodes: { id: string }[] }) => page.nodes.map((node) => node.id);
    expect(new Set([...ids(first), ...ids(data.atsConnection.opportunities)]).size).toBe(200);
  });

  test("warm: nothing, and the answer is the same", async () => {
    await using graph = await startSubgraph();
    const id = await graph.connect();
    const first = await graph.query(RICH, { id });
    const second = await graph.query(RICH, { id });
    expect(second.requests).toBe(0);
    expect(second.data).toEqual(first.data);
    expect(second.extensions["lever"]).toMatchObject({ requests: 0, calls: [] });
  });

  test("relations that are asked for their ids only cost one list without expand", async () => {
    await using graph = await startSubgraph();
    const id = await graph.connect();
    await graph.restart();
    graph.sandbox.clearRequests();
    const { data, errors, calls } = await graph.query(
      `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 100) { nodes {
        stageId stage { id externalId } owner { id connectionId } followers { id } archive { reasonId reason { id } }
        stageChanges { stage { id } user { id } } candidate { id externalId }
      } } } }`,
      { id },
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(["GET /opportunities"]);
    expect(graph.sandbox.requests[0]?.query.has("expand")).toBe(false);
    const [node] = data.atsConnection.opportunities.nodes;
    expect(node.stage.id).toBe(node.stageId);
  });

  test("what @skip and @include leave out, and what stands in fragments, is planned as it is asked for", async () => {
    await using graph = await startSubgraph();
    const id = await graph.connect();
    graph.sandbox.clearRequests();
    const source = `query ($id: ID!, $with: Boolean!) {
      atsConnection(id: $id) { opportunities(first: 5) { edges { node { ...Row } } } }
    }
    fragment Row on Opportunity { id ... @include(if: $with) { app: application { createdAt } } }`;
    await graph.query(source, { id, with: false });
    await graph.query(source, { id, with: true });
    const expands = graph.sandbox.requests.map(({ query }) => query.getAll("expand"));
    expect(expands).toEqual([[], ["applications"]]);
  });
});
