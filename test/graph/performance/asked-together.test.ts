import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { FINDEM_KEY, NO_APPLICATIONS_KEY } from "../../../sandbox/keys.js";
import { ForwardClock } from "../../support/forward-clock.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { until } from "../../support/until.js";

/** What passes for a moment lasts as long as everything takes that is to happen in it, however busy the machine is. */
class LongMoments extends ForwardClock {
  /** How many have begun. */
  begun = 0;

  override sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    if (delayMs > 2) return super.sleep(delayMs, signal);
    this.begun++;
    return super.sleep(1_000, signal);
  }
}

const PEOPLE = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Candidate { externalId opportunities { externalId } } } }`;
const OWNERS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Candidate { externalId opportunities { owner { name } } } } }`;
const CANDIDACIES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Opportunity { externalId name application { id } } } }`;

const SECOND: As = { user: "u2" };
const OTHER_ACCOUNT: As = { account: "umbrella" };
const NOTHING_CONFIDENTIAL: As = { roles: "viewer" };
const NO_CACHE: As = { headers: { "cache-control": "no-cache" } };

let clock: LongMoments;
let graph: TestSubgraph;
let id: string;
/** Of people with one opportunity to see for everybody, each of another person. */
let rows: readonly OpportunityRecord[];

beforeEach(async () => {
  clock = new LongMoments();
  graph = await startSubgraph({ sandbox: { opportunities: 400 }, clock });
  id = await graph.connect();
  const all = [...graph.sandbox.data.opportunities.values()];
  rows = all.filter(
    ({ contact, confidentiality }) =>
      confidentiality === "non-confidential" && all.filter((row) => row.contact === contact).length === 1,
  );
  clear();
});
afterEach(() => graph[Symbol.asyncDispose]());

function clear(): void {
  graph.sandbox.clearRequests();
  clock.begun = 0;
}

const candidate = ({ contact }: OpportunityRecord, connection = id) => ({
  ...{ __typename: "Candidate", id: `${connection}.${contact}` },
});
const opportunity = (row: OpportunityRecord) => ({
  ...{ __typename: "Opportunity", connectionId: id, externalId: row.id, candidateExternalId: row.contact },
});

/** Asks in one operation, and looks whether everything was answered; tells what it cost. */
async function read(query: string, representations: readonly object[], as: As = {}) {
  const { data, errors, extensions } = await graph.query(query, { r: representations }, as);
  expect(errors).toEqual([]);
  expect(data._entities).toHaveLength(representations.length);
  expect(data._entities).not.toContain(null);
  const { requests, coalesced } = extensions["lever"] as { requests: number; coalesced: number };
  return { entities: data._entities, requests, coalesced };
}

const people = async (some: readonly OpportunityRecord[], as: As = {}) => {
  const { entities, ...cost } = await read(
    PEOPLE,
    some.map((row) => candidate(row)),
    as,
  );
  expect(entities).toEqual(some.map((row) => ({ externalId: row.contact, opportunities: [{ externalId: row.id }] })));
  return cost;
};

const candidacies = async (some: readonly OpportunityRecord[], as: As = {}) => {
  const { entities, ...cost } = await read(CANDIDACIES, some.map(opportunity), as);
  expect(entities.map((row: { externalId: string }) => row.externalId)).toEqual(some.map((row) => row.id));
  return cost;
};

/** How many people each list request asked for, and what Lever said. */
function lists(): readonly string[] {
  return graph.sandbox.requests
    .filter(({ template }) => template === "/opportunities")
    .map(({ query, status }) => `${query.getAll("contact_id").length} people: ${status}`);
}

describe("one request", () => {
  test("is for fifty people each of two users who ask at the same moment; one is charged, the other told that it was shared", async () => {
    const costs = await Promise.all([people(rows.slice(0, 50)), people(rows.slice(50, 100), SECOND)]);
    expect(lists()).toEqual(["100 people: 200"]);
    expect(costs.sort((one, other) => one.requests - other.requests)).toEqual([
      { requests: 0, coalesced: 1 },
      { requests: 1, coalesced: 0 },
    ]);
  });

  test("is for people and candidacies of one operation, and of several", async () => {
    const both = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Candidate { externalId opportunities { externalId } } ... on Opportunity { externalId name application { id } } } }`;
    await Promise.all([
      read(both, [...rows.slice(0, 20).map((row) => candidate(row)), ...rows.slice(20, 40).map(opportunity)]),
      candidacies(rows.slice(30, 60), SECOND),
    ]);
    expect(lists()).toEqual(["60 people: 200"]);
    expect(graph.sandbox.requests).toHaveLength(1);
  });

  test("is for single candidacies that several ask for; one that nobody joins is read by itself", async () => {
    await Promise.all(rows.slice(0, 5).map((row, place) => candidacies([row], { user: `u${place}` })));
    expect(graph.sandbox.calls()).toEqual(["GET /opportunities"]);
    clear();
    await candidacies([rows[5]!]);
    expect(graph.sandbox.calls()).toEqual(["GET /opportunities/:opportunity"]);
  });
});

describe("nobody waits for others", () => {
  test("who finds everything kept, nor who reads past the caches", async () => {
    await people(rows.slice(0, 30));
    clear();
    await people(rows.slice(0, 30), SECOND);
    await people(rows.slice(0, 30), NO_CACHE);
    expect(clock.begun).toBe(0);
    expect(lists()).toEqual(["30 people: 200"]);
  });

  test("who has a full request to send", async () => {
    const full = [...new Set([...graph.sandbox.data.opportunities.values()].map(({ contact }) => contact))].slice(
      0,
      100,
    );
    await read(
      PEOPLE,
      full.map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` })),
    );
    expect(clock.begun).toBe(0);
    expect(lists()[0]).toBe("100 people: 200");
  });
});

describe("apart are", () => {
  test("two accounts, though they have connected the same key", async () => {
    const other = await graph.connect(FINDEM_KEY, OTHER_ACCOUNT);
    clear();
    await Promise.all([
      people(rows.slice(0, 50)),
      read(
        PEOPLE,
        rows.slice(50, 100).map((row) => candidate(row, other)),
        OTHER_ACCOUNT,
      ),
    ]);
    expect(lists()).toEqual(["50 people: 200", "50 people: 200"]);
  });

  test("who may not see the same, and who reads past the caches", async () => {
    await Promise.all([
      people(rows.slice(0, 10)),
      people(rows.slice(10, 20), NOTHING_CONFIDENTIAL),
      people(rows.slice(20, 30), NO_CACHE),
    ]);
    expect(lists()).toEqual(["10 people: 200", "10 people: 200", "10 people: 200"]);
    const asked = graph.sandbox.requests.map(({ query }) => query.get("confidentiality"));
    expect(asked.sort()).toEqual(["all", "all", null]);
  });
});

describe("nobody's trouble is another's", () => {
  test("who began it leaves: the other is answered by the request that is under way", async () => {
    graph.sandbox.inject({ path: "/opportunities", times: 1, do: { kind: "delay", ms: 1_500 } });
    const leaving = new AbortController();
    const left = fetch(`${graph.url}/graphql`, {
      ...{ method: "POST", signal: leaving.signal },
      headers: { "content-type": "application/json", "x-account-id": "acme", "x-user-roles": "admin,confidential" },
      body: JSON.stringify({ query: PEOPLE, variables: { r: rows.slice(0, 50).map((row) => candidate(row)) } }),
    });
    const outcome = left.then(
      () => "answered",
      () => "left",
    );
    await until(
      () => clock.begun,
      (begun) => begun === 1,
    );
    const stayed = people(rows.slice(50, 100), SECOND);
    await until(
      () => graph.sandbox.requests.length,
      (count) => count === 1,
    );
    leaving.abort();
    expect(await outcome).toBe("left");
    expect(await stayed).toEqual({ requests: 0, coalesced: 1 });
    expect(lists()).toEqual(["100 people: 200"]);
  });

  test("an id that Lever refuses is nobody's for who asked for it, and costs the other nothing but the halves in the way", async () => {
    const bad = "not-an-id-of-levers";
    graph.sandbox.inject({
      ...{ path: "/opportunities", query: ["contact_id", bad] },
      do: { kind: "status", status: 400, code: "BadRequestError", message: "Invalid contact_id" },
    });
    const own = rows.slice(0, 7);
    const [{ data, errors }] = await Promise.all([
      graph.query(PEOPLE, {
        r: [...own.map((row) => candidate(row)), { __typename: "Candidate", id: `${id}.${bad}` }],
      }),
      people(rows.slice(7, 15), SECOND),
    ]);
    expect(errors).toEqual([]);
    expect(data._entities.map((entity: { externalId: string } | null) => entity?.externalId ?? null)).toEqual([
      ...own.map(({ contact }) => contact),
      null,
    ]);
    const asked = lists();
    expect(asked[0]).toBe("16 people: 400");
    // Each half that is asked for is asked for once, by whoever wants something in it: 8 + 8, 4 + 4, 2 + 2, 1 + 1.
    expect(asked.slice().sort()).toEqual(
      ["16", "8", "4", "2", "1"]
        .flatMap((count) => (count === "16" ? ["16 people: 400"] : [`${count} people: 200`, `${count} people: 400`]))
        .sort(),
    );
  });

  test("a failure of Lever's is told to each in their own operation", async () => {
    graph.sandbox.inject({ path: "/opportunities", do: { kind: "status", status: 503 } });
    const answers = await Promise.all([
      graph.query(PEOPLE, { r: rows.slice(0, 3).map((row) => candidate(row)) }),
      graph.query(PEOPLE, { r: rows.slice(3, 5).map((row) => candidate(row)) }, SECOND),
    ]);
    expect(answers.map(({ errors }) => errors.map(({ extensions }) => extensions["code"]))).toEqual([
      ["ATS_UNAVAILABLE", "ATS_UNAVAILABLE", "ATS_UNAVAILABLE"],
      ["ATS_UNAVAILABLE", "ATS_UNAVAILABLE"],
    ]);
    expect(new Set(lists())).toEqual(new Set(["5 people: 503"]));
  });

  test("what a key may not have expanded for one is brought to the other as if they had asked alone", async () => {
    const plain = await graph.connect(NO_APPLICATIONS_KEY, OTHER_ACCOUNT);
    // The users that connecting has read would need no expanding.
    await graph.restart();
    const { users } = graph.sandbox.data;
    const owned = rows.filter(({ owner }) => owner !== null && users.get(owner)?.deactivatedAt === null);
    const owners = async (some: readonly OpportunityRecord[]) =>
      read(
        OWNERS,
        some.map((row) => candidate(row, plain)),
        OTHER_ACCOUNT,
      );
    const candidaciesOf = (some: readonly OpportunityRecord[]) => {
      const r = some.map((row) => ({ ...opportunity(row), connectionId: plain }));
      return graph.query(CANDIDACIES, { r }, { ...OTHER_ACCOUNT, ...SECOND });
    };
    const costs = [
      // Together, which Lever refuses; then each as if alone, to find out which of the two it was.
      ["10 people: 200", "10 people: 200", "10 people: 403", "20 people: 200", "20 people: 403"],
      // Known now: apart, and without what is refused.
      ["10 people: 200", "10 people: 200"],
    ];
    for (const [round, cost] of costs.entries()) {
      clear();
      const from = 20 * round;
      const [first, second] = await Promise.all([
        owners(owned.slice(from, from + 10)),
        candidaciesOf(owned.slice(from + 10, from + 20)),
      ]);
      expect(first.entities[0].opportunities[0].owner.name).toEqual(expect.any(String));
      expect(second.data._entities[0].name).toEqual(expect.any(String));
      expect(second.errors[0]?.extensions["code"]).toBe("ATS_PERMISSION_MISSING");
      expect(graph.sandbox.calls(/users/)).toEqual([]);
      expect(lists().slice().sort()).toEqual(cost);
    }
  });
});
