import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NO_APPLICATIONS_KEY } from "../../../sandbox/keys.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const NO_CACHE = { headers: { "cache-control": "no-cache" } };

type Representation = Readonly<Record<string, unknown>>;

function entities(selection: string): string {
  return `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`;
}

describe("references", () => {
  let graph: TestSubgraph;
  let id: string;
  let contacts: readonly string[];
  let opportunities: readonly { readonly id: string; readonly contact: string }[];

  beforeAll(async () => {
    graph = await startSubgraph({ sandbox: { opportunities: 400 } });
    id = await graph.connect();
    opportunities = [...graph.sandbox.data.opportunities.values()];
    contacts = [...new Set(opportunities.map(({ contact }) => contact))];
  });
  afterAll(() => graph[Symbol.asyncDispose]());
  beforeEach(() => graph.sandbox.clearRequests());

  /** How many pages of Lever's list the opportunities of those people fill. */
  function pagesOf(people: readonly string[]): number {
    return Math.ceil(opportunities.filter(({ contact }) => people.includes(contact)).length / 100);
  }

  test("a hundred candidates cost one list of their contacts and its further pages", async () => {
    const people = contacts.slice(0, 100);
    const { data, errors, calls } = await graph.query(
      entities("... on Candidate { externalId name opportunities { externalId stage { name } application { id } } }"),
      { r: people.map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` })) },
    );
    expect(errors).toEqual([]);
    expect(data._entities.map((entity: { externalId: string }) => entity.externalId)).toEqual(people);
    expect(calls).toEqual(Array.from({ length: pagesOf(people) }, () => "GET /opportunities"));
    const [first] = graph.sandbox.requests;
    expect(first?.query.getAll("contact_id").sort()).toEqual([...people].sort());
    expect(first?.query.getAll("expand")).toEqual(["applications"]);
    for (const entity of data._entities) {
      const own = opportunities.filter(({ contact }) => contact === entity.externalId);
      expect(entity.opportunities).toHaveLength(own.length);
    }
  });

  test("from different accounts' worth of subselections the same people are asked for once", async () => {
    const people = contacts.slice(100, 140).map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` }));
    const { calls } = await graph.query(
      `query ($r: [_Any!]!) {
        one: _entities(representations: $r) { ... on Candidate { name } }
        two: _entities(representations: $r) { ... on Candidate { tags opportunities { id } } }
      }`,
      { r: people },
    );
    expect(calls).toEqual(["GET /opportunities"]);
  });

  test("a hundred opportunities whose key carries the contact cost one list, even where none was seen before", async () => {
    await using fresh = await startSubgraph({ sandbox: { opportunities: 300 } });
    const connection = await fresh.connect();
    const some = [...fresh.sandbox.data.opportunities.values()].slice(0, 100);
    const expected = [...fresh.sandbox.data.opportunities.values()].filter((row) =>
      some.some(({ contact }) => contact === row.contact),
    );
    const { data, errors, calls } = await fresh.query(
      entities("... on Opportunity { externalId name stage { name } }"),
      {
        r: some.map((row) => ({
          __typename: "Opportunity",
          connectionId: connection,
          externalId: row.id,
          candidateExternalId: row.contact,
        })),
      },
    );
    expect(errors).toEqual([]);
    expect(data._entities.map((entity: { externalId: string }) => entity.externalId)).toEqual(
      some.map((row) => row.id),
    );
    expect(calls).toEqual(Array.from({ length: Math.ceil(expected.length / 100) }, () => "GET /opportunities"));
  });

  test("opportunities seen before are read in bulk by their id alone, after a restart too", async () => {
    await using fresh = await startSubgraph({ sandbox: { opportunities: 300 } });
    const connection = await fresh.connect();
    await fresh.query(`query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 100) { nodes { id } } } }`, {
      id: connection,
    });
    await fresh.restart();
    const seen = [...fresh.sandbox.data.opportunities.values()]
      .sort((one, other) => other.createdAt - one.createdAt)
      .slice(0, 100);
    const { data, errors, calls } = await fresh.query(entities("... on Opportunity { externalId name }"), {
      r: seen.map((row) => ({ __typename: "Opportunity", id: `${connection}.${row.id}` })),
    });
    expect(errors).toEqual([]);
    expect(data._entities.every((entity: unknown) => entity !== null)).toBe(true);
    expect(calls.length).toBeLessThanOrEqual(2);
    expect(new Set(calls)).toEqual(new Set(["GET /opportunities"]));
  });

  test("a stale hint resolves all the same", async () => {
    const [row, other] = opportunities;
    const wrong = opportunities.find(({ contact }) => contact !== row?.contact && contact !== other?.contact);
    const { data, errors } = await graph.query(
      entities("... on Opportunity { externalId candidateExternalId }"),
      {
        r: [row, other].map((one) => ({
          __typename: "Opportunity",
          connectionId: id,
          externalId: one?.id,
          candidateExternalId: wrong?.contact,
        })),
      },
      NO_CACHE,
    );
    expect(errors).toEqual([]);
    expect(data._entities).toEqual(
      [row, other].map((one) => ({
        __typename: "Opportunity",
        externalId: one?.id,
        candidateExternalId: one?.contact,
      })),
    );
  });

  test("the order is kept, with null for what does not exist", async () => {
    const [one, two] = contacts;
    const { data, errors } = await graph.query(entities("... on Candidate { externalId }"), {
      r: [one, UNKNOWN, two, one].map((contact) => ({ __typename: "Candidate", id: `${id}.${contact}` })),
    });
    expect(errors).toEqual([]);
    expect(data._entities.map((entity: { externalId: string } | null) => entity?.externalId ?? null)).toEqual([
      one,
      null,
      two,
      one,
    ]);
  });

  test("a malformed key fails alone, and nothing is sent for it", async () => {
    const good = { __typename: "AtsStage", id: `${id}.lead-new` };
    const bad: Representation[] = [
      { __typename: "AtsStage", id: "lead-new" },
      { __typename: "AtsStage", id: `${id}.../users?x=` },
      { __typename: "AtsStage", connectionId: id, externalId: "a/b" },
      { __typename: "AtsStage", connectionId: `${id}\r\n`, externalId: "lead-new" },
      { __typename: "AtsStage" },
    ];
    const { data, errors } = await graph.query(entities("... on AtsStage { name }"), { r: [...bad, good] });
    expect(data._entities.map((entity: unknown) => entity !== null)).toEqual([false, false, false, false, false, true]);
    expect(errors.map(({ path }) => path?.[1])).toEqual([0, 1, 2, 3, 4]);
    expect(errors.every(({ extensions }) => extensions["code"] === "BAD_USER_INPUT")).toBe(true);
    expect(graph.sandbox.calls(/users/)).toEqual([]);
  });

  test("reference data comes from its lists, by either key, at no request once they are cached", async () => {
    const { data: sandbox } = graph.sandbox;
    const user = [...sandbox.users.values()].find(({ deactivatedAt }) => deactivatedAt !== null);
    const [reason] = sandbox.archiveReasons.values();
    const [posting] = sandbox.postings.values();
    await graph.query(
      `query ($id: ID!) { atsConnection(id: $id) { stages { id } archiveReasons { id } users { nodes { id } } postings { nodes { id } } } }`,
      { id },
    );
    const keys = [
      { __typename: "AtsStage", connectionId: id, externalId: "offer" },
      { __typename: "AtsUser", id: `${id}.${user?.id}` },
      { __typename: "AtsArchiveReason", connectionId: id, externalId: reason?.id },
      { __typename: "AtsPosting", id: `${id}.${posting?.id}` },
      { __typename: "AtsConnection", id },
    ];
    const { data, errors, requests } = await graph.query(
      entities(`... on AtsStage { name } ... on AtsUser { email deactivatedAt } ... on AtsArchiveReason { name }
        ... on AtsPosting { title } ... on AtsConnection { name }`),
      { r: keys },
    );
    expect(errors).toEqual([]);
    expect(data._entities).toEqual([
      { __typename: "AtsStage", name: "Offer" },
      { __typename: "AtsUser", email: user?.email, deactivatedAt: new Date(user?.deactivatedAt ?? 0).toISOString() },
      { __typename: "AtsArchiveReason", name: reason?.text },
      { __typename: "AtsPosting", title: posting?.text },
      { __typename: "AtsConnection", name: "Nimbus" },
    ]);
    expect(requests).toBe(0);
  });

  test("existence is checked where only key fields are asked for", async () => {
    const [contact] = contacts;
    const { data } = await graph.query(entities("... on Candidate { id } ... on AtsStage { id }"), {
      r: [
        { __typename: "Candidate", id: `${id}.${contact}` },
        { __typename: "Candidate", id: `${id}.${UNKNOWN}` },
        { __typename: "AtsStage", id: `${id}.no-such-stage` },
      ],
    });
    expect(data._entities).toEqual([{ __typename: "Candidate", id: `${id}.${contact}` }, null, null]);
  });

  test("one opportunity that Lever can't give fails alone", async () => {
    const [one, two, three] = opportunities.slice(50, 53);
    const remove = graph.sandbox.inject({
      path: `/opportunities/${two?.id}`,
      do: { kind: "status", status: 500 },
    });
    const removeList = graph.sandbox.inject({
      path: "/opportunities",
      do: { kind: "rewrite", rewrite: without(two?.id) },
    });
    try {
      const { data, errors } = await graph.query(
        entities("... on Opportunity { externalId }"),
        { r: [one, two, three].map((row) => ({ __typename: "Opportunity", id: `${id}.${row?.id}` })) },
        NO_CACHE,
      );
      expect(data._entities.map((entity: unknown) => entity !== null)).toEqual([true, false, true]);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatchObject({
        path: ["_entities", 1],
        extensions: { code: "ATS_UNAVAILABLE", retryable: true },
      });
    } finally {
      remove();
      removeList();
    }
  });
});

test("a key without the application permissions costs the applications, named, and nothing else", async () => {
  await using graph = await startSubgraph();
  const id = await graph.connect(NO_APPLICATIONS_KEY);
  const source = `query ($id: ID!, $origin: OpportunityOrigin!) { atsConnection(id: $id) {
    opportunities(first: 3, filter: { origins: [$origin] }) { nodes { name stage { name } application { id } } } } }`;
  const first = await graph.query(source, { id, origin: "APPLIED" });
  const { nodes } = first.data.atsConnection.opportunities;
  expect(nodes).toHaveLength(3);
  expect(nodes.every((node: { stage: unknown; application: unknown }) => node.stage && node.application === null)).toBe(
    true,
  );
  expect(first.errors).toHaveLength(3);
  for (const error of first.errors) {
    expect(error.extensions).toMatchObject({
      code: "ATS_PERMISSION_MISSING",
      permission: "find all opportunity applications",
      connectionId: id,
    });
    expect(error.path?.at(-1)).toBe("application");
  }
  // The refusal is bought once.
  graph.sandbox.clearRequests();
  await graph.query(source, { id, origin: "REFERRED" });
  expect(graph.sandbox.requests.map(({ status }) => status)).toEqual([200]);
});

function without(id: string | undefined) {
  return (body: unknown): unknown => {
    const { data, ...rest } = body as { data: readonly { id: string }[] };
    return { ...rest, data: data.filter((row) => row.id !== id) };
  };
}
