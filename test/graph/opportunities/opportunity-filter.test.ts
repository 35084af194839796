import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const LIST = `query ($id: ID!, $filter: OpportunityFilter) {
  atsConnection(id: $id) { opportunities(first: 500, filter: $filter) { nodes { externalId } pageInfo { hasNextPage } } }
}`;

let graph: TestSubgraph;
let id: string;
let data: SandboxData;

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 400 } });
  id = await graph.connect();
  data = graph.sandbox.data;
});
afterAll(() => graph[Symbol.asyncDispose]());

type Row = OpportunityRecord;
type Filter = Readonly<Record<string, unknown>>;

const rows = (): Row[] => [...data.opportunities.values()];
const at = (time: number): string => new Date(time).toISOString();
const idOf = (externalId: string): string => `${id}.${externalId}`;
const median = (times: readonly (number | null | undefined)[]): number => {
  const sorted = times.filter((time) => typeof time === "number").sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
const postingOf = (row: Row): { posting: string | null; archived: boolean } | null => {
  const application = data.applications.get(row.applications[0] ?? "");
  return application ? { posting: application.posting, archived: application.archived !== null } : null;
};
const popular = <Value>(values: readonly Value[]): Value[] => {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]).map(([value]) => value);
};

/** Each filter as a client gives it, and the truth that it has to be answered with. */
const cases: readonly (readonly [name: string, make: () => { filter: Filter; truth: (row: Row) => boolean }])[] = [
  [
    "candidateIds",
    () => {
      const contacts = popular(rows().map((row) => row.contact)).slice(0, 20);
      return { filter: { candidateIds: contacts.map(idOf) }, truth: (row) => contacts.includes(row.contact) };
    },
  ],
  [
    "email, in another case",
    () => {
      const contact = data.contacts.get(rows()[0]?.contact ?? "");
      const email = contact?.emails[0] ?? "priya.raman@example.test";
      const has = (row: Row): boolean =>
        data.contacts.get(row.contact)?.emails.some((own) => own.toLowerCase() === email.toLowerCase()) ?? false;
      return { filter: { email: ` ${email.toUpperCase()} ` }, truth: has };
    },
  ],
  [
    "stageIds",
    () => ({
      filter: { stageIds: ["lead-new", "offer"].map(idOf) },
      truth: (row) => ["lead-new", "offer"].includes(row.stage),
    }),
  ],
  [
    "postingIds",
    () => {
      const [first = "", second = ""] = popular(rows().flatMap((row) => postingOf(row)?.posting ?? []));
      return {
        filter: { postingIds: [first, second].map(idOf) },
        truth: (row) => {
          const applied = postingOf(row);
          return applied !== null && !applied.archived && [first, second].includes(applied.posting ?? "");
        },
      };
    },
  ],
  [
    "archivedPostingIds",
    () => {
      const archived = rows().flatMap((row) => (postingOf(row)?.archived ? (postingOf(row)?.posting ?? []) : []));
      const [first = ""] = popular(archived);
      return {
        filter: { archivedPostingIds: [idOf(first)] },
        truth: (row) => postingOf(row)?.archived === true && postingOf(row)?.posting === first,
      };
    },
  ],
  [
    "archiveReasonIds",
    () => {
      const [reason = ""] = popular(rows().flatMap((row) => row.archived?.reason ?? []));
      return { filter: { archiveReasonIds: [idOf(reason)] }, truth: (row) => row.archived?.reason === reason };
    },
  ],
  [
    "tags, exactly",
    () => {
      const [one = "", two = ""] = popular(rows().flatMap((row) => row.tags));
      return { filter: { tags: [one, two] }, truth: (row) => row.tags.includes(one) || row.tags.includes(two) };
    },
  ],
  [
    "sources",
    () => {
      const [source = ""] = popular(rows().flatMap((row) => row.sources));
      return { filter: { sources: [source] }, truth: (row) => row.sources.includes(source) };
    },
  ],
  [
    "origins",
    () => ({
      filter: { origins: ["APPLIED", "REFERRED"] },
      truth: (row) => row.origin === "applied" || row.origin === "referred",
    }),
  ],
  [
    "postingLocations",
    () => {
      const [place = ""] = popular(rows().flatMap((row) => row.opportunityLocation ?? []));
      return { filter: { postingLocations: [place] }, truth: (row) => row.opportunityLocation === place };
    },
  ],
  ["archived", () => ({ filter: { archived: true }, truth: (row) => row.archived !== null })],
  ["active", () => ({ filter: { archived: false }, truth: (row) => row.archived === null })],
  [
    "confidential",
    () => ({ filter: { confidentiality: "CONFIDENTIAL" }, truth: (row) => row.confidentiality === "confidential" }),
  ],
  [
    "not confidential",
    () => ({
      filter: { confidentiality: "NON_CONFIDENTIAL" },
      truth: (row) => row.confidentiality === "non-confidential",
    }),
  ],
  [
    "createdAt",
    () => {
      const time = median(rows().map((row) => row.createdAt));
      return { filter: { createdAt: { from: at(time) } }, truth: (row) => row.createdAt >= time };
    },
  ],
  [
    "updatedAt",
    () => {
      const time = median(rows().map((row) => row.updatedAt));
      return {
        filter: { updatedAt: { to: at(time) } },
        truth: (row) => row.updatedAt !== null && row.updatedAt <= time,
      };
    },
  ],
  [
    "archivedAt and a reason's type, fields joined by and",
    () => {
      const time = median(rows().map((row) => row.archived?.archivedAt));
      return {
        filter: { archivedAt: { from: at(time) }, origins: ["SOURCED"] },
        truth: (row) => (row.archived?.archivedAt ?? -1) >= time && row.origin === "sourced",
      };
    },
  ],
];

test.each(cases)("%s: what Lever has, no more and no less", async (_name, make) => {
  const { filter, truth } = make();
  const expected = rows()
    .filter(truth)
    .map((row) => row.id);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(rows().length);
  const answer = await graph.query(LIST, { id, filter });
  expect(answer.errors).toEqual([]);
  const found = answer.data.atsConnection.opportunities.nodes.map((node: { externalId: string }) => node.externalId);
  expect([...found].sort()).toEqual([...expected].sort());
});

test("a Findem stage stands for the Lever stages that it holds", async () => {
  const { data: mapping } = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { stageMapping { findemStages { id stages { externalId } } } } }`,
    { id },
  );
  const [group] = mapping.atsConnection.stageMapping.findemStages;
  const stages = group.stages.map((stage: { externalId: string }) => stage.externalId);
  const answer = await graph.query(LIST, { id, filter: { findemStageIds: [group.id] } });
  const expected = rows().filter((row) => stages.includes(row.stage));
  expect(answer.data.atsConnection.opportunities.nodes).toHaveLength(expected.length);
});

test("ids of another connection match nothing, malformed ones are refused, and nothing is sent", async () => {
  graph.sandbox.clearRequests();
  const foreign = await graph.query(LIST, { id, filter: { stageIds: ["somebodyElse.lead-new"] } });
  expect(foreign.errors).toEqual([]);
  expect(foreign.data.atsConnection.opportunities.nodes).toEqual([]);
  for (const stageId of ["lead-new", "a.b.c", `${id}.../users`, `${id}.a?b`, "", `${id}.${"x".repeat(200)}`]) {
    const answer = await graph.query(LIST, { id, filter: { stageIds: [idOf("lead-new"), stageId] } });
    expect(answer.errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "filter.stageIds.1" });
  }
  expect(graph.sandbox.requests).toEqual([]);
});

test.each([
  [{ createdAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }, "filter.createdAt"],
  [{ email: "  " }, "filter.email"],
  [{ email: "nobody" }, "filter.email"],
])("%j is refused, and nothing is sent", async (filter, argument) => {
  graph.sandbox.clearRequests();
  const { errors } = await graph.query(LIST, { id, filter });
  expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
  expect(graph.sandbox.requests).toEqual([]);
});

test("more values than one request may carry are refused by name", async () => {
  const tags = Array.from({ length: 101 }, (_, index) => `tag ${index}`);
  const { errors } = await graph.query(LIST, { id, filter: { tags } });
  expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "filter.tags" });
});

test("inbound applicants are the active ones in the inbound stages", async () => {
  const answer = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { stageMapping { inboundStages { externalId } }
       inboundApplicants(first: 500) { nodes { externalId isInbound } } } }`,
    { id },
  );
  const { stageMapping, inboundApplicants } = answer.data.atsConnection;
  const stages = stageMapping.inboundStages.map((stage: { externalId: string }) => stage.externalId);
  const expected = rows().filter((row) => row.archived === null && stages.includes(row.stage));
  expect(expected.length).toBeGreaterThan(0);
  expect(inboundApplicants.nodes.map((node: { externalId: string }) => node.externalId).sort()).toEqual(
    expected.map((row) => row.id).sort(),
  );
  expect(inboundApplicants.nodes.every((node: { isInbound: boolean }) => node.isInbound)).toBe(true);
});

test("a posting's opportunities are those of its active applications", async () => {
  const [posting = ""] = popular(rows().flatMap((row) => postingOf(row)?.posting ?? []));
  const answer = await graph.query(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsPosting { title opportunities(first: 200) { nodes { externalId } } } } }`,
    { r: [{ __typename: "AtsPosting", id: idOf(posting) }] },
  );
  expect(answer.errors).toEqual([]);
  const expected = rows().filter((row) => postingOf(row)?.posting === posting && postingOf(row)?.archived === false);
  expect(answer.data._entities[0].opportunities.nodes).toHaveLength(expected.length);
});
