import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OpportunityRecord } from "../../../sandbox/data.js";
import { EVERYTHING_KEY } from "../../../sandbox/keys.js";
import { createSubgraph } from "../../../src/federation/subgraph-schema.js";
import { slices } from "../../../src/graph/slices.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { wholeSelection } from "../../support/whole-selection.js";

/** What Lever lists for one opportunity at a time. docs/performance.md, "What belongs to an opportunity". */
const KINDS = ["resumes", "files", "notes", "interviews", "panels", "feedback", "forms", "offers", "referrals"];

const WHOLE = `query ($id: ID!) { atsCandidate(id: $id) { ${wholeSelection(createSubgraph(slices).schema, "Candidate", ["Candidate.opportunities"])} } }`;

let graph: TestSubgraph;
let id: string;
let contact: string;
let own: readonly OpportunityRecord[];

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 300 } });
  id = await graph.connect(EVERYTHING_KEY);
  const { contacts, opportunities } = graph.sandbox.data;
  contact = [...contacts.values()].find(({ name }) => name === "Priya Raman")?.id ?? "";
  own = [...opportunities.values()].filter((row) => row.contact === contact);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  // Nothing is kept.
  await graph.restart();
  graph.sandbox.clearRequests();
});

const ask = (source: string, variables: Readonly<Record<string, unknown>>) => graph.query(source, variables);
const counted = (calls: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(calls)].sort().map((call) => [call, calls.filter((one) => one === call).length]));

test("a person is read completely in one query, at the cost that the documentation predicts, and then at none", async () => {
  const { data, errors, requests } = await ask(WHOLE, { id: `${id}.${contact}` });
  expect(errors).toEqual([]);
  const person = data.atsCandidate;
  expect(person.opportunities).toHaveLength(3);
  expect(own).toHaveLength(3);
  const all = (kind: string): Record<string, unknown>[] =>
    person.opportunities.flatMap((opportunity: Record<string, unknown>) => opportunity[kind]);
  expect(all("resumes")).toHaveLength(2);
  const notes = [...graph.sandbox.data.notes.values()].filter((note) =>
    own.some((row) => row.id === note.opportunityId),
  );
  expect(notes).toHaveLength(40);
  const kept = notes
    .filter(({ deletedAt }) => deletedAt === null)
    .map((note) => `${id}.${note.opportunityId}.${note.id}`);
  expect(
    all("notes")
      .map((note) => note["id"])
      .sort(),
  ).toEqual([...kept].sort());
  expect(person.notes.map((note: { id: string }) => note.id).sort()).toEqual([...kept].sort());
  expect(person.workExperience.length).toBeGreaterThan(0);
  expect(person.education.length).toBeGreaterThan(0);
  const files = all("files").length;
  expect(person.attachments.filter(({ kind }: { kind: string }) => kind === "RESUME")).toHaveLength(2);
  expect(person.attachments.filter(({ kind }: { kind: string }) => kind === "FILE")).toHaveLength(files);
  expect(person.activityFeed.missing).toEqual([]);

  // Each list once: one by the person, and each kind once for each opportunity.
  const parts = Object.fromEntries(KINDS.map((kind) => [`GET /opportunities/:opportunity/${kind}`, own.length]));
  const lists = { "GET /archive_reasons": 1, "GET /opportunities": 1, "GET /stages": 1, "GET /users": 1 };
  const postings = requests - 1 - own.length * KINDS.length - 3;
  const calls = counted(graph.sandbox.calls());
  const { "GET /postings": walked = 0, "GET /postings/:posting": single = 0, ...others } = calls;
  expect(others).toEqual({ ...parts, ...lists });
  expect(walked + single).toBe(postings);
  expect(postings).toBe(Math.min(2, distinctPostings()));

  graph.sandbox.clearRequests();
  const again = await ask(WHOLE, { id: `${id}.${contact}` });
  expect(graph.sandbox.calls()).toEqual([]);
  expect(again.data.atsCandidate).toEqual(expect.objectContaining({ tags: person.tags, company: person.company }));
});

/** The postings of the person's applications and offers. */
function distinctPostings(): number {
  const { applications, offers } = graph.sandbox.data;
  const ids = own.flatMap((row) => row.applications.map((application) => applications.get(application)?.posting));
  const offered = [...offers.values()].filter((offer) => own.some((row) => row.id === offer.opportunityId));
  return new Set([...ids, ...offered.map(({ posting }) => posting)].filter(Boolean)).size;
}

const PAGE = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 100) { nodes {
  name stage { name } owner { name } followers { name } sourcedBy { name } candidate { name }
  application { posting { title } } } } } }`;

test("a page of 100 opportunities with all its relations costs one list, and the postings that it names", async () => {
  const cold = await ask(PAGE, { id });
  expect(cold.errors).toEqual([]);
  expect(cold.data.atsConnection.opportunities.nodes).toHaveLength(100);
  const { "GET /opportunities": lists, "GET /users": users, ...postings } = counted(graph.sandbox.calls());
  expect(lists).toBe(1);
  // `expand` brings everybody but who is deactivated: the list has them.
  expect(users).toBe(Math.ceil(graph.sandbox.data.users.size / 100));
  expect(Object.keys(postings)).toEqual(expect.arrayContaining(["GET /postings"]));
  expect(Object.keys(postings).filter((call) => !call.startsWith("GET /postings"))).toEqual([]);
  const { data } = graph.sandbox;
  // Two walks of the list, and a single read for the last one missing.
  const walks = Math.ceil(data.postings.size / 100) + 1;
  expect(cold.requests).toBeLessThanOrEqual(1 + (users ?? 0) + walks + 1);
  expect((await ask(PAGE, { id })).requests).toBe(0);
});

test("relations that are asked for their ids only cost nothing beyond the list", async () => {
  const { requests } = await ask(
    `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 100) { nodes {
      stage { id } owner { externalId } followers { id } candidate { name } archive { reasonId } } } } }`,
    { id },
  );
  expect(requests).toBe(1);
});

test("what belongs to opportunities costs one list for each of them and each kind that is asked for", async () => {
  const { requests } = await ask(
    `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 7) { nodes { notes { text } files { name } } } } }`,
    { id },
  );
  const notes = [...graph.sandbox.data.notes.values()];
  const asked = graph.sandbox.requests.filter(({ path }) => path.endsWith("/notes"));
  const further = new Set(asked.map(({ path }) => path)).size;
  expect(further).toBe(7);
  expect(requests).toBe(1 + 2 * 7 + (asked.length - 7));
  expect(notes.length).toBeGreaterThan(100);
});

test("a list that belongs to an opportunity is read to its last page", async () => {
  const { contacts, notes, opportunities } = graph.sandbox.data;
  const person = [...contacts.values()].find(({ name }) => name === "Chloë O'Brien");
  const opportunity = [...opportunities.values()].find((row) => row.contact === person?.id);
  const theirs = [...notes.values()].filter((note) => note.opportunityId === opportunity?.id);
  expect(theirs.length).toBeGreaterThan(100);
  const { data, errors } = await ask(`query ($id: ID!) { atsOpportunity(id: $id) { notes { id createdAt } } }`, {
    id: `${id}.${opportunity?.id}`,
  });
  expect(errors).toEqual([]);
  const kept = theirs
    .filter(({ deletedAt }) => deletedAt === null)
    .map((note) => `${id}.${opportunity?.id}.${note.id}`);
  const rows = data.atsOpportunity.notes as { id: string; createdAt: string }[];
  expect(rows.map((row) => row.id).sort()).toEqual([...kept].sort());
  expect(rows.map(({ createdAt }) => createdAt)).toEqual(
    rows
      .map(({ createdAt }) => createdAt)
      .sort()
      .reverse(),
  );
  const pages = graph.sandbox.requests.filter(({ path }) => path.endsWith("/notes"));
  expect(pages.map(({ query }) => query.has("offset"))).toEqual([false, true]);
});

test("a person's answers are the same in the envelopes that Lever's documentation shows", async () => {
  const now = 1_750_000_000_000;
  const [live, documented] = await Promise.all(
    (["live", "documented"] as const).map(async (envelopes) => {
      await using other = await startSubgraph({ sandbox: { opportunities: 40, now, envelopes } });
      const connection = await other.connect(EVERYTHING_KEY);
      const { data, errors } = await other.query(
        `query ($id: ID!, $person: ID!) {
          atsCandidate(id: $person) { attachments { kind file { name } } opportunities { name
            files { name size } forms { name fields { label valueText } } archive { reason { name type } } } }
          atsConnection(id: $id) { archiveReasons { name type } feedbackTemplates { name fields { label } }
            profileFormTemplates { name fields { label } } eeoResponses { nodes { gender race veteran } } } }`,
        { id: connection, person: `${connection}.${contact}` },
      );
      expect(errors).toEqual([]);
      return data as Record<string, unknown>;
    }),
  );
  expect(documented).toEqual(live);
  expect(JSON.stringify(live).length).toBeGreaterThan(2_000);
});
