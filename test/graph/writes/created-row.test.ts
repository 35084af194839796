import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { removeConnection } from "../../support/connections.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { RECRUITER } from "../../support/uploads.js";

/** Everything of an opportunity that Lever's answer to its creation tells. */
const OWN = `id name headline emails phones { value } links location tags sources origin stageId createdAt confidentiality
  stageChanges { stageId changedAt } archive { archivedAt } externalUrl`;

let subgraph: TestSubgraph;
let connectionId = "";
let round = 0;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(async () => {
  if (connectionId !== "") await removeConnection(subgraph, connectionId);
  connectionId = await subgraph.connect();
  // Who the caller is in Lever is known from now on.
  await subgraph.query(`query ($id: ID!) { atsConnection(id: $id) { users(first: 1) { edges { node { id } } } } }`, {
    id: connectionId,
  });
  round++;
});

async function create(fields: string, input: object = {}, as: As = RECRUITER) {
  const given = {
    connectionId,
    idempotencyKey: `key-${round}`,
    name: `Ada ${round}`,
    emails: [`ada${round}@new.test`],
  };
  const { data, errors, calls } = await subgraph.query(
    `mutation ($input: CreateAtsOpportunityInput!) { createAtsOpportunity(input: $input) {
      opportunity { ${fields} } userErrors { code } } }`,
    { input: { ...given, ...input } },
    as,
  );
  expect([errors, data?.createAtsOpportunity.userErrors]).toEqual([[], []]);
  return { row: data.createAtsOpportunity.opportunity, calls };
}

async function read(id: string): Promise<unknown> {
  const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${OWN} } }`;
  const { data } = await subgraph.query(query, { id }, { ...RECRUITER, headers: { "cache-control": "no-cache" } });
  return data.atsOpportunity;
}

const rewrite = (change: (row: Record<string, unknown>) => object) =>
  subgraph.sandbox.inject({
    method: "POST",
    path: "/opportunities",
    times: 1,
    do: { kind: "rewrite", rewrite: (body) => ({ data: change((body as { data: Record<string, unknown> }).data) }) },
  });

test("what Lever answers to the creation is shown: one request, and the same as it is read", async () => {
  const { row, calls } = await create(OWN, { tags: ["From Findem"], sources: ["Findem"], links: ["https://ada.test"] });
  expect(calls).toEqual(["POST /opportunities"]);
  expect(row).toEqual(await read(row.id as string));
});

test("of somebody who is in Lever already, their own name and addresses are shown", async () => {
  const known = await create(OWN);
  round++;
  const { row, calls } = await create(OWN, { emails: known.row.emails as string[], name: "Somebody else" });
  expect(calls).toEqual(["POST /opportunities"]);
  expect(row).toMatchObject({ name: known.row.name as string });
  expect(row).toEqual(await read(row.id as string));
});

test.each<[string, (row: Record<string, unknown>) => object]>([
  ["no name", (row) => ({ ...row, name: "" })],
  ["no addresses", (row) => ({ ...row, emails: [] })],
  ["no tags", (row) => ({ ...row, tags: [] })],
  ["no stage", ({ stage: _, ...row }) => row],
  ["nothing but ids", ({ id, contact }) => ({ id, contact })],
])("an answer with %s is not taken for the row: it is read", async (_, change) => {
  rewrite(change);
  const { row, calls } = await create(OWN, { tags: ["From Findem"] });
  expect(calls).toEqual(["POST /opportunities", "GET /opportunities/:id"]);
  expect(row).toEqual(await read(row.id as string));
});

test("what the answer never tells is read: the posting's location, and relations in the same request", async () => {
  const located = await create("id postingLocation");
  expect(located.calls).toEqual(["POST /opportunities", "GET /opportunities/:id"]);
  round++;
  const related = await create("id stage { name } application { id }");
  expect(related.calls).toEqual(["POST /opportunities", "GET /opportunities/:id"]);
});

const NOTE = `mutation ($input: AddOpportunityNoteInput!) {
  addOpportunityNote(input: $input) { note { text } userErrors { code } } }`;

test("a note on it is written at one request: it need not be looked for, unless it is for a posting", async () => {
  const addNote = async (opportunityId: unknown) => {
    const input = { opportunityId, text: "Met at ICRA.", idempotencyKey: `note-${round}` };
    const { data, errors, calls } = await subgraph.query(NOTE, { input }, RECRUITER);
    expect(errors).toEqual([]);
    expect(data.addOpportunityNote).toEqual({ note: { text: "Met at ICRA." }, userErrors: [] });
    return calls;
  };
  const { row } = await create(OWN);
  expect(await addNote(row.id)).toEqual(["POST /opportunities/:id/notes"]);
  round++;
  const [posting] = [...subgraph.sandbox.data.postings.values()].filter(({ confidentiality, state }) => {
    return confidentiality === "non-confidential" && state === "published";
  });
  const applied = await create(OWN, { postingId: `${connectionId}.${posting!.id}` });
  expect(await addNote(applied.row.id)).toEqual(["GET /opportunities/:id", "POST /opportunities/:id/notes"]);
});

test("it is kept as it is read, within the age of rows", async () => {
  const { row } = await create(OWN, { links: ["https://ada.test"] });
  const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${OWN} postingLocation } }`;
  const { data, calls } = await subgraph.query(query, { id: row.id as string }, RECRUITER);
  expect(calls).toEqual([]);
  expect(data.atsOpportunity).toEqual({ ...row, postingLocation: null });
});

test("repeated with its key, it is read as it is now", async () => {
  const { row } = await create(OWN);
  const again = await create(OWN);
  expect(again.calls).toEqual(["GET /opportunities/:id"]);
  expect(again.row).toEqual(row);
});

test("telephone numbers that are written after the answer are read", async () => {
  const { row } = await create(OWN, { phones: [{ value: "+1 555 0100" }] });
  expect(row.phones).toEqual([{ value: "+1 555 0100" }]);
  expect(row).toEqual(await read(row.id as string));
});
