import { afterEach, beforeEach, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const CANDIDATES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Candidate { externalId opportunities { id } } } }`;
const LIST = `query ($id: ID!, $stages: [ID!], $after: String) { atsConnection(id: $id) {
  opportunities(first: 100, after: $after, filter: { stageIds: $stages }) { nodes { id stageId } pageInfo { hasNextPage endCursor } } } }`;

let graph: TestSubgraph;
let id: string;

beforeEach(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 900 } });
  id = await graph.connect();
  graph.sandbox.clearRequests();
});
afterEach(() => graph[Symbol.asyncDispose]());

/** Of what was sent since it was last looked at. */
function statuses(): readonly number[] {
  const sent = graph.sandbox.requests.map(({ status }) => status);
  graph.sandbox.clearRequests();
  return sent;
}

/** Asks for people; answers with what was refused and what was read. */
async function candidates(contacts: readonly string[]) {
  const r = contacts.map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` }));
  const { data, errors } = await graph.query(CANDIDATES, { r });
  expect(errors).toEqual([]);
  expect(data._entities.map((entity: { externalId: string }) => entity.externalId)).toEqual(contacts);
  return statuses();
}

test("a contact batch that is too long for Lever is read in halves, and the next ones in what it takes", async () => {
  const { data } = graph.sandbox;
  const contacts = [...new Set([...data.opportunities.values()].map(({ contact }) => contact))];
  data.habits.mostQueryBytes = 2_000;
  const first = await candidates(contacts.slice(0, 100));
  expect(first.filter((status) => status === 414)).toHaveLength(3);
  expect(first.filter((status) => status === 200)).toHaveLength(4);
  expect(await candidates(contacts.slice(100, 200))).toEqual([200, 200, 200, 200]);
  // Of the connection, and known to whoever reads past the caches too.
  const r = contacts.slice(200, 300).map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` }));
  await graph.query(CANDIDATES, { r }, { user: "u2", headers: { "cache-control": "no-cache" } });
  expect(statuses()).toEqual([200, 200, 200, 200]);
});

test.each([
  ["a URL that is too long", { mostQueryBytes: 260 }],
  ["too many stages", { mostValues: 5 }],
])(
  "a list that Lever refuses for %s is asked for all stages, holds its own, and its cursor goes on",
  async (_, habits) => {
    const { data } = graph.sandbox;
    const counts = new Map<string, number>();
    for (const { stage } of data.opportunities.values()) counts.set(stage, (counts.get(stage) ?? 0) + 1);
    const most = [...counts].sort(([, one], [, other]) => other - one).map(([stage]) => stage);
    const stages = most.slice(0, 8);
    const expected = [...data.opportunities.values()].filter(({ stage }) => stages.includes(stage));
    expect(expected.length).toBeGreaterThan(100);
    Object.assign(data.habits, habits);

    const met: string[] = [];
    let refused = 0;
    let after: string | null = null;
    do {
      const { data: answer, errors } = await graph.query(LIST, {
        ...{ id, after },
        stages: stages.map((stage) => `${id}.${stage}`),
      });
      expect(errors).toEqual([]);
      const { nodes, pageInfo } = answer.atsConnection.opportunities;
      met.push(...nodes.map((node: { id: string }) => node.id));
      refused += statuses().filter((status) => status !== 200).length;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(met.sort()).toEqual(expected.map((row) => `${id}.${row.id}`).sort());
    // Once for the whole walk.
    expect(refused).toBe(1);
  },
);
