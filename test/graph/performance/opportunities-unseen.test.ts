import { afterEach, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { ForwardClock } from "../../support/forward-clock.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Opportunity { externalId name stage { id } } } }`;
const LIST = "GET /opportunities";
const SINGLE = "GET /opportunities/:id";

let clock: ForwardClock;
let graph: TestSubgraph;
let id: string;

async function start(opportunities: number): Promise<void> {
  clock = new ForwardClock();
  graph = await startSubgraph({ sandbox: { opportunities }, clock });
  id = await graph.connect();
  graph.sandbox.clearRequests();
}
afterEach(() => graph[Symbol.asyncDispose]());

/** Newest first, as Lever lists them. */
function rows(): OpportunityRecord[] {
  return [...graph.sandbox.data.opportunities.values()].sort(
    (one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1),
  );
}

function spread(count: number, from = 0): OpportunityRecord[] {
  const all = rows();
  const step = Math.floor(all.length / count);
  return Array.from({ length: count }, (_, place) => all[place * step + from]!);
}

async function read(wanted: readonly Pick<OpportunityRecord, "id">[]) {
  const r = wanted.map((row) => ({ __typename: "Opportunity", id: `${id}.${row.id}` }));
  const { data, errors, calls } = await graph.query(ENTITIES, { r });
  expect(errors).toEqual([]);
  const known = graph.sandbox.data.opportunities;
  expect(data._entities.map((row: { externalId: string } | null) => row?.externalId ?? null)).toEqual(
    wanted.map((row) => (known.has(row.id) ? row.id : null)),
  );
  const count = (call: string): number => calls.filter((one) => one === call).length;
  return { lists: count(LIST), singles: count(SINGLE) };
}

test("a hundred that were never seen are found in the account's list, where its pages bring more than single reads", async () => {
  await start(900);
  const wanted = spread(100);
  const pages = Math.ceil((rows().indexOf(wanted.at(-1)!) + 1) / 100);
  expect(await read(wanted)).toEqual({ lists: pages, singles: 0 });
  expect(await read(wanted)).toEqual({ lists: 0, singles: 0 });
});

test("no further than to the last of them", async () => {
  await start(900);
  expect(await read(rows().slice(20, 180))).toEqual({ lists: 2, singles: 0 });
});

test("a few that were never seen are read by themselves", async () => {
  await start(900);
  expect(await read(spread(10))).toEqual({ lists: 0, singles: 10 });
});

test("many that the first page knows nothing of are read by themselves, and that is remembered", async () => {
  await start(900);
  const old = rows().slice(-60);
  expect(await read(old.slice(0, 30))).toEqual({ lists: 1, singles: 30 });
  expect(await read(old.slice(30, 60))).toEqual({ lists: 0, singles: 30 });
});

test("an account that is known to be small is read whole even for a few", async () => {
  await start(150);
  const missing = { id: "00000000-0000-4000-8000-000000000000" };
  // One is not there: the list is read to its end, which tells its size.
  const first = await read([...rows().slice(0, 30), missing]);
  expect(first).toEqual({ lists: Math.ceil(rows().length / 100), singles: 1 });
  clock.forward(31_000);
  const others = Array.from({ length: 4 }, (_, place) => ({ id: `00000000-0000-4000-8000-00000000000${place + 1}` }));
  expect(await read(others)).toEqual({ lists: Math.ceil(rows().length / 100), singles: 4 });
});

test("what is hidden from the caller stays hidden", async () => {
  await start(300);
  const confidential = rows().filter(({ confidentiality }) => confidentiality === "confidential");
  expect(confidential.length).toBeGreaterThan(0);
  const r = [...spread(60), ...confidential].map((row) => ({ __typename: "Opportunity", id: `${id}.${row.id}` }));
  const { data, errors } = await graph.query(ENTITIES, { r }, { roles: "viewer", user: "u2" });
  expect(errors).toEqual([]);
  const found = data._entities.map((row: unknown) => row !== null);
  const all = [...spread(60), ...confidential];
  expect(found).toEqual(all.map(({ confidentiality }) => confidentiality === "non-confidential"));
});
