import { afterAll, beforeAll, expect, test } from "vitest";
import type { ContactRecord } from "../../../sandbox/data.js";
import { canonicalEmail } from "../../../src/identity/emails.js";
import { ask } from "../../support/connections.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { syncNow } from "../../support/syncs.js";

let subgraph: TestSubgraph;
let connection: string;
let person: ContactRecord;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 100 } });
  connection = await subgraph.connect();
  const { contacts, opportunities } = subgraph.sandbox.data;
  const found = [...contacts.values()].find(
    ({ id, emails, isAnonymized }) =>
      !isAnonymized && emails.length > 0 && [...opportunities.values()].some(({ contact }) => contact === id),
  );
  if (!found) throw new Error("The seed has nobody with an address");
  person = found;
  person.links = ["github.com/purged-x"];
  await syncNow(subgraph, connection);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

async function purge(candidateId: string, as: As = {}) {
  const answer = await subgraph.query(
    `mutation ($input: PurgeAtsCandidateInput!) { purgeAtsCandidate(input: $input) { purgedId userErrors { code path } } }`,
    { input: { candidateId } },
    as,
  );
  return { ...answer, payload: answer.data?.purgeAtsCandidate as unknown };
}

async function matchByLink() {
  const { data, requests } = await subgraph.query(
    `{ matchAtsCandidates(githubUrls: ["github.com/purged-x"]) { candidate { id name } } }`,
  );
  return { found: data.matchAtsCandidates as unknown, requests };
}

const NOT_FOUND = { purgedId: null, userErrors: [{ code: "NOT_FOUND", path: ["input", "candidateId"] }] };

test("nobody but an admin of the account purges, and what is malformed is told", async () => {
  const id = `${connection}.${person.id}`;
  expect((await purge(id, { roles: "recruiter" })).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  expect((await purge(id, { account: "globex" })).payload).toEqual(NOT_FOUND);
  expect((await purge(`nobody.${person.id}`)).payload).toEqual(NOT_FOUND);
  expect((await purge("nonsense")).errors).toMatchObject([
    { extensions: { code: "BAD_USER_INPUT", argument: "input.candidateId" } },
  ]);
  expect((await matchByLink()).found).toHaveLength(1);
});

test("a person who is purged is out of the index and the caches, and nobody else is", async () => {
  const [email = ""] = person.emails;
  const id = `${connection}.${person.id}`;
  const row = [...subgraph.sandbox.data.opportunities.values()].find(({ contact }) => contact === person.id)!;
  await ask(subgraph, connection, "stages { name }");
  const before = await matchByLink();
  expect(before.found).toHaveLength(1);
  expect((await matchByLink()).requests).toBe(0);

  expect(await purge(id)).toMatchObject({ payload: { purgedId: id, userErrors: [] }, errors: [], requests: 0 });

  expect(await matchByLink()).toEqual({ found: [], requests: 0 });
  // Nothing is cached: what is still in Lever is read from there.
  const single = await subgraph.query(`query ($id: ID!) { atsOpportunity(id: $id) { name } }`, {
    id: `${connection}.${row.id}`,
  });
  expect(single.calls).toEqual(["GET /opportunities/:id"]);
  const byEmail = await subgraph.query(
    `query ($email: String!) { matchAtsCandidates(emails: [$email]) { candidate { id } } }`,
    { email: canonicalEmail(email) },
  );
  expect(byEmail.data.matchAtsCandidates).toEqual([{ candidate: { id } }]);
  expect(byEmail.requests).toBe(1);
});

test("a person of whom nothing is kept is purged all the same", async () => {
  const id = `${connection}.nobody-here`;
  expect((await purge(id)).payload).toEqual({ purgedId: id, userErrors: [] });
});
