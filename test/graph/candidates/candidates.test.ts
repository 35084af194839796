import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 300 } });
  id = await graph.connect();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

const contactOf = (email: string): string => {
  const contact = [...graph.sandbox.data.contacts.values()].find(({ emails }) => emails.includes(email));
  if (!contact) throw new Error(`Nobody has the address ${email}`);
  return contact.id;
};

test("a person is read over all of their opportunities, with one request", async () => {
  const contact = contactOf("priya.raman@example.test");
  const own = [...graph.sandbox.data.opportunities.values()].filter((row) => row.contact === contact);
  const { data, errors, calls } = await graph.query(
    `query ($id: ID!) { atsCandidate(id: $id) {
      id externalId connectionId name title emails phones { type value } location links linkedinUrl githubUrl
      isAnonymized fetchedAt tags company connection { id name }
      opportunities { externalId createdAt application { company } }
    } }`,
    { id: `${id}.${contact}` },
  );
  expect(errors).toEqual([]);
  expect(calls).toEqual(["GET /opportunities"]);
  const person = graph.sandbox.data.contacts.get(contact);
  expect(data.atsCandidate).toMatchObject({
    id: `${id}.${contact}`,
    externalId: contact,
    connectionId: id,
    name: "Priya Raman",
    title: person?.headline,
    emails: person?.emails,
    location: person?.location,
    links: person?.links,
    linkedinUrl: "https://www.linkedin.com/in/priya-raman-robotics",
    githubUrl: "https://github.com/priyaraman",
    isAnonymized: false,
    connection: { id, name: "Nimbus" },
  });
  const newestFirst = [...own].sort((one, other) => other.createdAt - one.createdAt).map((row) => row.id);
  expect(data.atsCandidate.opportunities.map((row: { externalId: string }) => row.externalId)).toEqual(newestFirst);
  expect([...data.atsCandidate.tags].sort()).toEqual([...new Set(own.flatMap(({ tags }) => tags))].sort());
});

test("fields of a page's candidates over all of their opportunities cost one contact batch", async () => {
  const { data, errors, calls } = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 50, filter: { archived: false }) {
      nodes { candidate { externalId tags company opportunities { id } } } } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  const people = new Set(
    data.atsConnection.opportunities.nodes.map(
      (node: { candidate: { externalId: string } }) => node.candidate.externalId,
    ),
  );
  const rows = [...graph.sandbox.data.opportunities.values()].filter(({ contact }) => people.has(contact));
  expect(calls).toHaveLength(1 + Math.ceil(rows.length / 100));
  expect(new Set(calls)).toEqual(new Set(["GET /opportunities"]));
});

test("nobody is null, a malformed id is refused, and nothing is sent for it", async () => {
  const source = `query ($id: ID!) { atsCandidate(id: $id) { name } }`;
  const nobody = await graph.query(source, { id: `${id}.00000000-0000-4000-8000-000000000000` });
  expect(nobody).toMatchObject({ data: { atsCandidate: null }, errors: [] });
  graph.sandbox.clearRequests();
  for (const bad of ["x", `${id}.`, `${id}.a.b`, `${id}.a b`, `${id}.%2e%2e`, `${id}.${"a".repeat(101)}`]) {
    const { errors } = await graph.query(source, { id: bad });
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "id" });
  }
  expect(graph.sandbox.requests).toEqual([]);
});

test("somebody whose every opportunity is confidential is nobody without the role", async () => {
  const contact = contactOf("aisha.okafor@example.test");
  const source = `query ($id: ID!, $emails: [String!]) { atsCandidate(id: $id) { name }
    matchAtsCandidates(emails: $emails) { candidate { name } } }`;
  const variables = { id: `${id}.${contact}`, emails: ["aisha.okafor@example.test"] };
  const allowed = await graph.query(source, variables);
  expect(allowed.data).toEqual({
    atsCandidate: { name: "Aisha Okafor" },
    matchAtsCandidates: [{ candidate: { name: "Aisha Okafor" } }],
  });
  const plain = await graph.query(source, variables, { roles: "admin" });
  expect(plain).toMatchObject({ data: { atsCandidate: null, matchAtsCandidates: [] }, errors: [] });
  expect(graph.sandbox.calls(/contacts/)).toEqual([]);
});

test("people are matched by address, whatever its case, each once, and what they are asked for comes along", async () => {
  const { data, errors, calls } = await graph.query(
    `query ($emails: [String!]) { matchAtsCandidates(emails: $emails) { matchedBy candidate {
      name opportunities { stage { name } application { createdAt } } } } }`,
    {
      emails: [
        "CHLOE.obrien@example.test",
        " jonas.weber@example.test",
        "jw@weber.example.test",
        "nobody@example.test",
      ],
    },
  );
  expect(errors).toEqual([]);
  expect(data.matchAtsCandidates.map((match: { candidate: { name: string } }) => match.candidate.name)).toEqual([
    "Chloë O'Brien",
    "Jonas Weber",
  ]);
  expect(data.matchAtsCandidates[0].matchedBy).toEqual(["EMAIL"]);
  // Lever's documentation speaks of one address a request.
  // And whether it takes several is found out, once for a connection.
  expect(calls).toEqual(Array.from({ length: 4 + 1 }, () => "GET /opportunities"));
  expect(
    graph.sandbox.requests
      .filter(({ status }) => status === 200)
      .every(({ query }) => query.getAll("email").length === 1),
  ).toBe(true);
});

test("a profile's candidates come through its addresses; what can't be an address costs nothing", async () => {
  const { data, errors, calls } = await graph.query(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Profile { id atsCandidates { matchedBy candidate { name } } } } }`,
    {
      r: [
        { __typename: "Profile", id: "p1", emails: ["mateo.alvarez@example.test", "not an address"] },
        { __typename: "Profile", id: "p2", emails: [] },
        { __typename: "Profile", id: "p3", emails: null },
      ],
    },
  );
  expect(errors).toEqual([]);
  expect(data._entities).toEqual([
    { id: "p1", atsCandidates: [{ matchedBy: ["EMAIL"], candidate: { name: "Mateo Álvarez" } }] },
    { id: "p2", atsCandidates: [] },
    { id: "p3", atsCandidates: [] },
  ]);
  expect(calls).toEqual(["GET /opportunities"]);
});

test("where no address is found and links were given, it is said that links can't be matched yet", async () => {
  const { data, errors } = await graph.query(
    `query { matchAtsCandidates(emails: ["nobody@example.test"], linkedinUrls: ["linkedin.com/in/priya-raman-robotics"]) { candidate { name } } }`,
  );
  expect(data.matchAtsCandidates).toEqual([null]);
  expect(errors[0]).toMatchObject({
    path: ["matchAtsCandidates", 0],
    extensions: { code: "ATS_NOT_SYNCED", connectionId: id, retryable: true },
  });
});

test("an opportunity is read by its id with everything that is on it", async () => {
  const [row] = [...graph.sandbox.data.opportunities.values()].filter(
    ({ archived, owner, applications }) => archived && owner && applications.length > 0,
  );
  const { data, errors } = await graph.query(
    `query ($id: ID!) { atsOpportunity(id: $id) {
      externalId candidateExternalId name headline emails links tags sources origin confidentiality stageId
      stage { externalId name index } stageChanges { stageId index changedAt user { name } } archive { archivedAt reason { name type } }
      owner { externalId name email } sourcedBy { name } followers { externalId } application { id type createdAt company posting { id title } }
      posting { externalId } postingLocation isAnonymized dataProtection { store { allowed expiresAt } } externalUrl
      createdAt updatedAt lastInteractionAt lastAdvancedAt snoozedUntil fetchedAt nextStage { name } advanceTargets { name }
    } }`,
    { id: `${id}.${row?.id}` },
  );
  expect(errors).toEqual([]);
  const application = graph.sandbox.data.applications.get(row?.applications[0] ?? "");
  expect(data.atsOpportunity).toMatchObject({
    externalId: row?.id,
    candidateExternalId: row?.contact,
    tags: row?.tags,
    sources: row?.sources,
    origin: row?.origin.toUpperCase(),
    stageId: `${id}.${row?.stage}`,
    archive: { archivedAt: new Date(row?.archived?.archivedAt ?? 0).toISOString() },
    owner: { externalId: row?.owner },
    application: {
      id: `${id}.${row?.id}.${application?.id}`,
      createdAt: new Date(application?.createdAt ?? 0).toISOString(),
    },
    createdAt: new Date(row?.createdAt ?? 0).toISOString(),
    nextStage: null,
    advanceTargets: [],
  });
  expect(data.atsOpportunity.stageChanges.map(({ changedAt }: { changedAt: string }) => Date.parse(changedAt))).toEqual(
    [...(row?.stageChanges ?? [])].map(({ updatedAt }) => updatedAt).sort((one, other) => one - other),
  );
});

test("five hundred ids may be asked for at once, more are refused", async () => {
  const source = `query ($ids: [ID!]!) { atsOpportunities(ids: $ids) { externalId } }`;
  const known = [...graph.sandbox.data.opportunities.keys()].slice(0, 3).map((externalId) => `${id}.${externalId}`);
  const { data, errors } = await graph.query(source, { ids: [...known, `${id}.nope`] });
  expect(errors).toEqual([]);
  expect(data.atsOpportunities.map((row: unknown) => row !== null)).toEqual([true, true, true, false]);
  graph.sandbox.clearRequests();
  const tooMany = await graph.query(source, { ids: Array.from({ length: 501 }, () => known[0]) });
  expect(tooMany.errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "ids" });
  expect(graph.sandbox.requests).toEqual([]);
});
