import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY, PLAIN_KEY } from "../../../sandbox/keys.js";
import type { EeoResponseRecord } from "../../../sandbox/records/eeo-response.record.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { connectWithout, walk } from "./walk.js";

const LIST = "GET /eeo/responses/pii";
const EVER = `createdAt: { from: "2020-01-01T00:00:00Z" }`;
const EEO_ALONE = { roles: "eeo" };

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  addResponses(graph);
  id = await graph.connect();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

/** More than one page of Lever's, and some of confidential opportunities. */
function addResponses({ sandbox: { data } }: TestSubgraph): void {
  const [pattern] = data.eeoResponses.values();
  if (!pattern) throw new Error("The seed holds no response");
  const taken = new Set([...data.eeoResponses.values()].map(({ opportunityId }) => opportunityId));
  for (const [number, opportunity] of [...data.opportunities.values()].entries()) {
    const [applicationId] = opportunity.applications;
    if (applicationId === undefined || taken.has(opportunity.id)) continue;
    if (number % 20 === 7) opportunity.confidentiality = "confidential";
    const times = { createdAt: 1_700_000_000_000 + number * 1_000, appliedAt: 1_700_000_000_000 };
    data.eeoResponses.set(`r${number}`, {
      ...{ ...pattern, ...times, id: `r${number}`, opportunityId: opportunity.id, applicationId },
    });
  }
}

function responses(isWanted: (row: EeoResponseRecord) => boolean = () => true): readonly string[] {
  return [...graph.sandbox.data.eeoResponses.values()]
    .filter(isWanted)
    .map(({ opportunityId }) => `${id}.${opportunityId}`)
    .sort();
}

function isOpen({ opportunityId }: EeoResponseRecord): boolean {
  return graph.sandbox.data.opportunities.get(opportunityId)?.confidentiality === "non-confidential";
}

async function opportunityIds(first: number, as = {}): Promise<readonly unknown[]> {
  const rows = await walk(graph, id, { list: "eeoResponses", filter: EVER, fields: "opportunityId", first, as });
  return rows.map(({ opportunityId }) => opportunityId);
}

describe("without the role eeo", () => {
  test.each(["viewer", "recruiter", "admin", "admin,confidential"])(
    "%s is told which, and nothing is sent",
    async (roles) => {
      const answer = await ask(graph, id, `name eeoResponses { nodes { gender } }`, { roles });
      expect(onlyError(answer)).toMatchObject({
        path: ["atsConnection", "eeoResponses"],
        extensions: { code: "FORBIDDEN", requiredRole: "eeo", retryable: false },
      });
      expect(answer.data.atsConnection).toEqual({ name: "Nimbus", eeoResponses: null });
      expect(graph.sandbox.requests).toEqual([]);
    },
  );
});

describe("the window", () => {
  test("is Lever's own where none is given: no bound is sent", async () => {
    const { data } = await ask(graph, id, "eeoResponses { nodes { opportunityId } }");
    const [request] = graph.sandbox.requests;
    expect([...(request?.query.keys() ?? [])]).toEqual(["limit"]);
    expect(data.atsConnection.eeoResponses.nodes.length).toBeLessThan(responses().length);
  });

  test("is the range given, inclusive, in milliseconds", async () => {
    await ask(
      graph,
      id,
      `eeoResponses(createdAt: { from: "2026-01-02T00:00:00Z", to: "2026-01-03T00:00:00Z" }) { nodes { gender } }`,
    );
    const [request] = graph.sandbox.requests;
    expect(request?.query.get("created_at_start")).toBe(String(Date.UTC(2026, 0, 2)));
    expect(request?.query.get("created_at_end")).toBe(String(Date.UTC(2026, 0, 3)));
  });

  test("that ends before it starts is refused, and nothing is sent", async () => {
    const answer = await ask(
      graph,
      id,
      `eeoResponses(createdAt: { from: "2026-01-03T00:00:00Z", to: "2026-01-02T00:00:00Z" }) { nodes { gender } }`,
    );
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "createdAt" });
    expect(graph.sandbox.requests).toEqual([]);
  });
});

describe("a walk", () => {
  test.each([37, 100, 500])("in steps of %i meets every answer once, in Lever's order", async (first) => {
    const walked = await opportunityIds(first);
    expect([...walked].sort()).toEqual(responses());
    expect(walked).toEqual(await opportunityIds(500));
  });

  test.each([37, 500])("in steps of %i meets none of a confidential opportunity without the role", async (first) => {
    const walked = await opportunityIds(first, EEO_ALONE);
    expect(responses(isOpen).length).toBeLessThan(responses().length);
    expect([...walked].sort()).toEqual(responses(isOpen));
  });

  test("can't be gone on with by whoever sees other rows", async () => {
    const { data } = await ask(graph, id, `eeoResponses(first: 2, ${EVER}) { pageInfo { endCursor } }`);
    const after = data.atsConnection.eeoResponses.pageInfo.endCursor as string;
    const answer = await ask(
      graph,
      id,
      `eeoResponses(first: 2, after: "${after}", ${EVER}) { nodes { gender } }`,
      EEO_ALONE,
    );
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });
});

describe("what it costs", () => {
  test("nothing is kept: the same question is asked of Lever each time, and is not for a client's cache", async () => {
    for (const _ of [1, 2]) {
      const { calls, headers } = await ask(graph, id, `eeoResponses(first: 5, ${EVER}) { nodes { gender } }`);
      expect(calls).toEqual([LIST]);
      expect(headers.get("cache-control")).toBe("private, max-age=0");
    }
  });

  test("relations that are asked for their ids cost nothing", async () => {
    const fields =
      "candidate { id externalId connectionId } opportunity { id externalId candidateExternalId } posting { id } currentStage { id }";
    const { calls, errors, data } = await ask(graph, id, `eeoResponses(first: 5, ${EVER}) { nodes { ${fields} } }`);
    expect(errors).toEqual([]);
    expect(calls).toEqual([LIST]);
    for (const { candidate, opportunity } of data.atsConnection.eeoResponses.nodes) {
      const record = graph.sandbox.data.opportunities.get(opportunity.externalId as string);
      expect(opportunity).toMatchObject({ id: `${id}.${record?.id ?? ""}`, candidateExternalId: record?.contact });
      expect(candidate).toEqual({
        id: `${id}.${record?.contact ?? ""}`,
        externalId: record?.contact,
        connectionId: id,
      });
    }
  });

  test.each([{}, EEO_ALONE])("a page's people and candidacies are one batch of contacts: %j", async (as) => {
    await graph.restart();
    const fields = "candidate { name company opportunities { id } } opportunity { name application { id } }";
    const list = `eeoResponses(first: 40, ${EVER}) { nodes { opportunityId ${fields} } }`;
    const { calls, errors, data } = await ask(graph, id, list, as);
    expect(errors).toEqual([]);
    const [first, ...others] = calls;
    expect(first).toBe(LIST);
    expect(new Set(others)).toEqual(new Set(["GET /opportunities"]));
    const asked = graph.sandbox.requests.filter(({ path }) => path === "/opportunities");
    expect(new Set(asked.map(({ query }) => query.getAll("contact_id").join()))).toHaveLength(1);
    for (const { opportunity, candidate } of data.atsConnection.eeoResponses.nodes) {
      expect(opportunity.name).toBe(candidate.name);
    }
  });

  test("postings come with the list, which is asked for in the same way whatever is at hand", async () => {
    await graph.restart();
    const list = `eeoResponses(first: 40, ${EVER}) { nodes { posting { title } } }`;
    const { calls, data, errors } = await ask(graph, id, list);
    expect(errors).toEqual([]);
    expect(calls).toEqual([LIST]);
    expect(graph.sandbox.requests.at(-1)?.query.getAll("expand")).toEqual(["posting"]);
    const titles = new Set([...graph.sandbox.data.postings.values()].map(({ text }) => text));
    const shown = data.atsConnection.eeoResponses.nodes.map(
      ({ posting }: { posting: { title: string } }) => posting.title,
    );
    expect(shown.every((title: string) => titles.has(title))).toBe(true);

    await ask(graph, id, "postings { nodes { title } }");
    graph.sandbox.clearRequests();
    expect((await ask(graph, id, list)).calls).toEqual([LIST]);
    expect(graph.sandbox.requests.at(-1)?.query.getAll("expand")).toEqual(["posting"]);
  });
});

describe("an answer whose opportunity is not known to be open", () => {
  test.each([
    ["names an opportunity that the person has not", { opportunityId: "nobodys" }],
    ["names nobody", { opportunityId: "nobodys", contact: null }],
  ])("is hidden without the role confidential and shown with it: it %s", async (_, change) => {
    const undo = graph.sandbox.inject({
      path: "/eeo/responses/pii",
      do: {
        kind: "rewrite",
        rewrite: (body) => {
          const { data, ...others } = body as { data: object[] };
          return { ...others, data: data.map((row, index) => (index === 3 ? { ...row, ...change } : row)) };
        },
      },
    });
    const [hidden, shown] = [await opportunityIds(500, EEO_ALONE), await opportunityIds(500)];
    undo();
    expect(hidden).not.toContain(`${id}.nobodys`);
    expect(hidden.length).toBeGreaterThan(100);
    expect(shown).toContain(`${id}.nobodys`);
  });

  test("fails the whole list where it can't be found out, so that no row tells of itself", async () => {
    const without = await connectWithout(graph, ["find all opportunities"], FINDEM_KEY);
    const list = `eeoResponses(${EVER}) { nodes { gender } }`;
    const answer = await ask(graph, without, list, EEO_ALONE);
    expect(onlyError(answer)).toMatchObject({
      path: ["atsConnection", "eeoResponses"],
      extensions: { code: "ATS_PERMISSION_MISSING", permission: "find all opportunities", connectionId: without },
    });
    expect(answer.data.atsConnection.eeoResponses).toBeNull();
  });
});

test("a key without confidential access shows the answers that Lever gives it", async () => {
  const plain = await graph.connect(PLAIN_KEY, {}, "Plain");
  const rows = await walk(graph, plain, { list: "eeoResponses", filter: EVER, fields: "opportunityId", first: 500 });
  expect(rows.map(({ opportunityId }) => String(opportunityId).replace(plain, id)).sort()).toEqual(responses(isOpen));
});

test("without the permission it is null beside its error, which names it", async () => {
  const permission = "find all eeo responses with their pii";
  const without = await connectWithout(graph, [permission], FINDEM_KEY);
  const answer = await ask(graph, without, "name eeoResponses { nodes { gender } }");
  expect(onlyError(answer).extensions).toMatchObject({ code: "ATS_PERMISSION_MISSING", permission });
  expect(answer.data.atsConnection).toEqual({ name: "Without", eeoResponses: null });
});

test("rows in the documentation's envelope are the same", async () => {
  await using documented = await startSubgraph({ sandbox: { envelopes: "documented" } });
  addResponses(documented);
  const other = await documented.connect();
  const fields = "opportunityId gender appliedAt";
  const rows = await walk(documented, other, { list: "eeoResponses", filter: EVER, fields, first: 30 });
  expect(rows).toHaveLength(documented.sandbox.data.eeoResponses.size);
  for (const { opportunityId, appliedAt } of rows) {
    const own = [...documented.sandbox.data.eeoResponses.values()].find(
      (row) => `${other}.${row.opportunityId}` === opportunityId,
    );
    expect(appliedAt).toBe(new Date(own?.appliedAt ?? 0).toISOString());
  }
});
