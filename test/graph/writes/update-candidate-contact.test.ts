import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PLAIN_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { FINDEM_NAMES } from "../../../sandbox/permissions.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { sentWrites } from "./sent-writes.js";

const MUTATION = `mutation ($input: UpdateCandidateContactInput!) { updateCandidateContact(input: $input) {
  candidate { externalId name title location emails phones { type value } opportunities { name } }
  plannedRequests { method path body } userErrors { code path permission retryable } } }`;

let graph: TestSubgraph;
let id: string;
let contact: { -readonly [Key in "id"]: string } & Record<string, unknown>;

beforeEach(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 60 }, environment: { RECONCILE_SETTLE_MS: "50" } });
  id = await graph.connect();
  contact = named("Priya Raman");
  Object.assign(contact, {
    phones: [
      { type: "mobile", value: "+1 555 0101" },
      { type: null, value: "+1 555 0102" },
    ],
  });
  graph.sandbox.clearRequests();
});
afterEach(() => graph[Symbol.asyncDispose]());

function named(name: string) {
  const found = [...graph.sandbox.data.contacts.values()].find((row) => row.name === name);
  if (!found) throw new Error(`The seed has no ${name}`);
  return found as unknown as typeof contact;
}

async function update(input: object, as: As = {}, connection = id) {
  const variables = { input: { candidateId: `${connection}.${contact.id}`, ...input } };
  const answer = await graph.query(MUTATION, variables, as);
  return { ...answer, payload: answer.data?.updateCandidateContact };
}

const whole = {
  name: "Priya Raman",
  headline: "Halcyon Drones, Carnegie Mellon University",
  location: "San Francisco, CA, US",
  emails: ["priya.raman@example.test"],
  phones: [{ type: "mobile", value: "+1 555 0101" }, { value: "+1 555 0102" }],
};

test("one field changes and the whole contact is sent, once and in nobody's name", async () => {
  const { payload, errors, calls } = await update({ location: "Oslo" });
  expect(errors).toEqual([]);
  expect(sentWrites(graph.sandbox)).toEqual([
    { method: "PUT", path: `/contacts/${contact.id}`, body: { ...whole, location: "Oslo" } },
  ]);
  expect(payload).toMatchObject({ plannedRequests: null, userErrors: [] });
  expect(payload.candidate).toMatchObject({ name: "Priya Raman", location: "Oslo", title: whole.headline });
  expect(calls).toEqual(["GET /opportunities", "GET /contacts/:id", "PUT /contacts/:id", "GET /opportunities"]);
});

test("null clears a field, and addresses and numbers are replaced as a whole", async () => {
  const emails = [" p@example.test", "Priya@Example.test"];
  const { payload } = await update({ headline: null, phones: null, emails });
  const body = { ...whole, headline: "", phones: [], emails: ["p@example.test", "Priya@Example.test"] };
  expect(sentWrites(graph.sandbox)).toMatchObject([{ body }]);
  expect(payload.candidate).toMatchObject({ title: null, phones: [], emails: body.emails });
});

test("what is written shows on all opportunities of the person at once, also where they were read before", async () => {
  const read = `query ($id: ID!) { atsCandidate(id: $id) { name opportunities { name } } }`;
  await graph.query(read, { id: `${id}.${contact.id}` });
  await update({ name: "Priya R. Raman" });
  const { data } = await graph.query(read, { id: `${id}.${contact.id}` });
  expect(new Set(data.atsCandidate.opportunities.map(({ name }: { name: string }) => name))).toEqual(
    new Set(["Priya R. Raman"]),
  );
  expect(data.atsCandidate.name).toBe("Priya R. Raman");
});

test("where it is so already nothing is sent", async () => {
  const { payload } = await update({ name: "Priya Raman", location: "San Francisco, CA, US" });
  expect(payload).toMatchObject({ candidate: { externalId: contact.id }, plannedRequests: null, userErrors: [] });
  expect((await update({})).payload.userErrors).toEqual([]);
  expect((await update({ dryRun: true })).payload.plannedRequests).toEqual([]);
  expect(sentWrites(graph.sandbox)).toEqual([]);
});

test("a dry run sends nothing and shows what is sent then", async () => {
  const change = { name: "P. Raman", phones: [{ value: "1", type: "work" }] };
  const { payload } = await update({ ...change, dryRun: true });
  expect(sentWrites(graph.sandbox)).toEqual([]);
  expect(payload.candidate.name).toBe("Priya Raman");
  await update(change);
  expect(payload.plannedRequests).toEqual(sentWrites(graph.sandbox));
});

describe("whoever may not see or change somebody sends nothing", () => {
  test("a viewer", async () => {
    const { errors } = await update({ name: "X" }, { roles: "viewer" });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "recruiter" } }]);
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("another account", async () => {
    const { payload } = await update({ name: "X" }, { account: "other" });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "candidateId"] }]);
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("somebody without confidential access, about a person known from confidential rows only", async () => {
    for (const row of graph.sandbox.data.opportunities.values()) {
      if (row.contact === contact.id) row.confidentiality = "confidential";
    }
    const { payload } = await update({ name: "X" }, { roles: "recruiter" });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect((await update({ name: "X" })).payload.userErrors).toEqual([]);
    expect(sentWrites(graph.sandbox)).toHaveLength(1);
  });

  test("a key without the permission to write, which is named", async () => {
    const readOnly = await graph.connect(READ_ONLY_KEY, {}, "Reads");
    const { payload } = await update({ name: "X" }, {}, readOnly);
    expect(payload.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "update a contact" }]);
    expect(payload.candidate.name).toBe("Priya Raman");
  });

  test("a key without the permission to read a contact: it would write over what it can't see", async () => {
    const apiKey = "lever-sandbox-no-contacts";
    const permissions = FINDEM_NAMES.filter((name) => name !== "find a contact");
    graph.sandbox.addKey({ apiKey, name: "No contacts", permissions, confidential: true });
    const { payload } = await update({ name: "X" }, {}, await graph.connect(apiKey, {}, "No contacts"));
    expect(payload.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "find a contact" }]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });
});

test.each([
  [{ emails: ["a@example.test", "nonsense"] }, "input.emails.1"],
  [{ phones: [{ value: "1" }, { value: " " }] }, "input.phones.1.value"],
  [{ candidateId: "nonsense" }, "input.candidateId"],
])("malformed input is refused by name before anything is sent: %j", async (input, argument) => {
  const { errors } = await update(input);
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
  expect(graph.sandbox.requests).toEqual([]);
});

test("a failure after the deed is read back, and nothing is sent twice", async () => {
  graph.sandbox.inject({ method: "PUT", times: 1, do: { kind: "statusAfter", status: 500 } });
  const { payload } = await update({ location: "Oslo" });
  expect(payload).toMatchObject({ candidate: { location: "Oslo" }, userErrors: [] });
  expect(sentWrites(graph.sandbox)).toHaveLength(1);
});

test("a failure before the deed is sent once more", async () => {
  graph.sandbox.inject({ method: "PUT", times: 1, do: { kind: "status", status: 500 } });
  const { payload } = await update({ location: "Oslo" });
  expect(payload).toMatchObject({ candidate: { location: "Oslo" }, userErrors: [] });
  expect(sentWrites(graph.sandbox)).toHaveLength(2);
});

test("what Lever refuses is data, with the person as they are", async () => {
  const plain = await graph.connect(PLAIN_KEY, {}, "Plain");
  graph.sandbox.inject({ method: "PUT", do: { kind: "status", status: 400, code: "Bad", message: "no" } });
  const { payload, errors } = await update({ location: "Oslo" }, {}, plain);
  expect(errors).toEqual([]);
  expect(payload.userErrors).toMatchObject([{ code: "ATS_REJECTED", retryable: false }]);
  expect(payload.candidate.location).toBe(whole.location);
});

test("the audit log names the deed and holds nothing of the person", async () => {
  await update({ name: "Somebody Else" });
  const { data } = await graph.query(
    `query ($id: ID!) { atsConnection(id: $id) { auditLog(first: 5) { nodes { action outcome opportunityId performedAs { id } } } } }`,
    { id },
  );
  expect(data.atsConnection.auditLog.nodes[0]).toEqual({
    action: "updateCandidateContact",
    outcome: "DONE",
    opportunityId: null,
    performedAs: null,
  });
});
