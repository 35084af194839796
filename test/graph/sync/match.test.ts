import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ContactRecord, OpportunityRecord } from "../../../sandbox/data.js";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { startSubgraph, type As, type TestSubgraph } from "../../support/subgraph.js";
import { syncNow } from "../../support/syncs.js";

const MATCH = `query ($emails: [String!], $linkedinUrls: [String!], $connectionId: ID, $githubUrls: [String!], $findemProfileUrls: [String!]) {
  matchAtsCandidates(emails: $emails, linkedinUrls: $linkedinUrls, connectionId: $connectionId, githubUrls: $githubUrls, findemProfileUrls: $findemProfileUrls) {
    matchedBy candidate { id } } }`;
const PROFILES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Profile {
  id atsCandidates { matchedBy candidate { id name } } } } }`;
const BATCH = "GET /opportunities";

interface Match {
  readonly matchedBy: readonly string[];
  readonly candidate: { readonly id: string };
}

let subgraph: TestSubgraph;
let connection: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 150 } });
});
beforeEach(async () => {
  const { data } = await subgraph.query(`{ atsConnections { id } }`);
  for (const { id } of data.atsConnections) {
    await subgraph.query(`mutation ($id: ID!) { removeAtsConnection(input: { connectionId: $id }) { removedId } }`, {
      id,
    });
  }
  connection = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Somebody new in Lever, with one opportunity. */
function add(person: Partial<ContactRecord>, changes: Partial<OpportunityRecord> = {}): ContactRecord {
  const { contacts, opportunities } = subgraph.sandbox.data;
  const [model] = [...opportunities.values()].filter(({ confidentiality }) => confidentiality === "non-confidential");
  const [pattern] = contacts.values();
  if (!model || !pattern) throw new Error("The seed is empty");
  const contact = {
    ...pattern,
    id: randomUUID(),
    name: "Somebody",
    emails: [],
    links: [],
    isAnonymized: false,
    ...person,
  };
  const now = Date.now();
  const row = { ...model, id: randomUUID(), applications: [], archived: null, isAnonymized: false, ...changes };
  contacts.set(contact.id, contact);
  opportunities.set(row.id, { ...row, contact: contact.id, createdAt: now, updatedAt: now });
  return contact;
}

function remove({ id }: ContactRecord): void {
  const { contacts, opportunities } = subgraph.sandbox.data;
  contacts.delete(id);
  for (const row of [...opportunities.values()]) if (row.contact === id) opportunities.delete(row.id);
}

const idOf = ({ id }: ContactRecord): string => `${connection}.${id}`;

async function match(variables: Readonly<Record<string, unknown>>, as: As = {}) {
  const answer = await subgraph.query(MATCH, variables, as);
  const matches = (answer.data?.matchAtsCandidates ?? []) as readonly (Match | null)[];
  return { ...answer, matches, ids: matches.map((found) => found?.candidate.id).sort() };
}

describe("after a finished sync", () => {
  test.each([
    [
      "linkedinUrls",
      "https://www.linkedin.com/in/zoe-müller-1",
      "HTTP://de.linkedin.com/in/Zoe-M%C3%BCller-1/?trk=x",
      "LINKEDIN",
    ],
    ["linkedinUrls", "linkedin.com/in/abc-def", "https://m.linkedin.com/mwlite/in/ABC-def#top", "LINKEDIN"],
    ["linkedinUrls", "https://linkedin.com/pub/jo-doe/1/2a/3b", "www.linkedin.com/pub/Jo-Doe/1/2A/3B/", "LINKEDIN"],
    ["githubUrls", "https://GitHub.com/Octo-Cat", "www.github.com/octo-cat/", "GITHUB"],
    [
      "findemProfileUrls",
      "https://app.findem.ai/profile/AbC123?x=1",
      "app.findem.ai/profile/AbC123/",
      "FINDEM_PROFILE",
    ],
  ])("a person is found by %s however either side spells it: %s", async (argument, inLever, asked, signal) => {
    const person = add({ links: ["https://example.test/other", inLever] });
    await syncNow(subgraph, connection);
    const { matches, errors, calls } = await match({ [argument]: [asked] });
    remove(person);
    expect(errors).toEqual([]);
    expect(matches).toEqual([{ matchedBy: [signal], candidate: { id: idOf(person) } }]);
    expect(calls).toEqual([BATCH]);
  });

  test.each([
    ["https://github.com/octo-cat/repository", "githubUrls", "github.com/octo-cat"],
    ["https://www.linkedin.com/company/acme", "linkedinUrls", "linkedin.com/in/acme"],
    ["https://evil.test/linkedin.com/in/acme", "linkedinUrls", "linkedin.com/in/acme"],
    ["https://linkedin.com.evil.test/in/acme", "linkedinUrls", "linkedin.com/in/acme"],
  ])("a link that names nobody leads to nobody: %s", async (inLever, argument, asked) => {
    const person = add({ links: [inLever] });
    await syncNow(subgraph, connection);
    const { matches, errors, requests } = await match({ [argument]: [asked] });
    remove(person);
    expect({ matches, errors, requests }).toEqual({ matches: [], errors: [], requests: 0 });
  });

  test("all that speaks for a person is told, and they come once", async () => {
    const person = add({
      emails: ["Ada@Example.Test", "ada@other.test"],
      links: ["github.com/ada-x", "linkedin.com/in/ada-x"],
    });
    await syncNow(subgraph, connection);
    const { matches, calls } = await match({
      emails: ["ada@example.test", "ada@other.test"],
      githubUrls: ["github.com/ada-x", "github.com/nobody-x"],
      linkedinUrls: ["linkedin.com/in/ada-x"],
    });
    remove(person);
    expect(matches).toEqual([{ matchedBy: ["EMAIL", "LINKEDIN", "GITHUB"], candidate: { id: idOf(person) } }]);
    expect(calls).toEqual([BATCH]);
  });

  test("two people who share a link or an address are both found, each once", async () => {
    const shared = { emails: ["both@example.test"], links: ["github.com/both-x"] };
    const [one, two] = [add(shared), add(shared)];
    await syncNow(subgraph, connection);
    const byLink = await match({ githubUrls: ["github.com/both-x"] });
    const byBoth = await match({ githubUrls: ["github.com/both-x"], emails: ["both@example.test"] });
    [one, two].forEach(remove);
    const both = [idOf(one), idOf(two)].sort();
    expect(byLink.ids).toEqual(both);
    expect(byLink.calls).toEqual([BATCH]);
    expect(byBoth.ids).toEqual(both);
    for (const found of byBoth.matches) expect(found?.matchedBy).toEqual(["EMAIL", "GITHUB"]);
  });

  test("a hundred profiles cost one contact batch, and those that nobody knows nothing", async () => {
    const people = Array.from({ length: 40 }, (_, index) =>
      add({ emails: [`p${index}@many.test`], links: [`https://github.com/many-${index}`] }),
    );
    await syncNow(subgraph, connection);
    const representations = Array.from({ length: 100 }, (_, index) => ({
      ...{ __typename: "Profile", id: `p${index}`, githubUrl: `github.com/MANY-${index}` },
      ...(index < 40 ? { emails: [`p${index}@many.test`] } : {}),
    }));
    const { data, errors, calls } = await subgraph.query(PROFILES, { representations });
    people.forEach(remove);
    expect(errors).toEqual([]);
    expect(calls).toEqual([BATCH]);
    const found = data._entities as { atsCandidates: readonly Match[] }[];
    expect(found.map(({ atsCandidates }) => atsCandidates[0]?.candidate.id)).toEqual(
      representations.map((_, index) => people[index] && idOf(people[index])),
    );
    expect(found[0]?.atsCandidates[0]?.matchedBy).toEqual(["EMAIL", "GITHUB"]);
  });

  test("somebody who came to Lever since is found by their address", async () => {
    await syncNow(subgraph, connection);
    const person = add({ emails: ["new@example.test"], links: ["github.com/new-x"] });
    const { matches, calls } = await match({ emails: ["new@example.test"], githubUrls: ["github.com/new-x"] });
    remove(person);
    expect(matches).toEqual([{ matchedBy: ["EMAIL", "GITHUB"], candidate: { id: idOf(person) } }]);
    expect(calls).toEqual([BATCH]);
  });

  test("many addresses that nobody has cost one list of what changed, which finds who came since", async () => {
    await syncNow(subgraph, connection);
    const person = add({ emails: ["n7@example.test"] });
    const emails = Array.from({ length: 50 }, (_, index) => `n${index}@example.test`);
    subgraph.sandbox.clearRequests();
    const { ids, requests } = await match({ emails });
    remove(person);
    expect(ids).toEqual([idOf(person)]);
    expect(requests).toBe(2);
    expect(subgraph.sandbox.requests.filter(({ query }) => query.has("updated_at_start"))).toHaveLength(1);
    const again = await match({ emails: emails.filter((email) => email !== "n7@example.test") });
    expect(again).toMatchObject({ matches: [], errors: [], requests: 0 });
  });

  test("a link that is gone from Lever finds nobody, though the index still has it", async () => {
    const person = add({ links: ["github.com/gone-x"], emails: ["gone@example.test"] });
    await syncNow(subgraph, connection);
    person.links = [];
    expect((await match({ githubUrls: ["github.com/gone-x"] })).matches).toEqual([]);
    await syncNow(subgraph, connection);
    expect(await match({ githubUrls: ["github.com/gone-x"] })).toMatchObject({ matches: [], requests: 0 });
    remove(person);
  });

  test("a person who was deleted is found no more, and is out of the index after the next full run", async () => {
    const person = add({ links: ["github.com/deleted-x"] });
    await syncNow(subgraph, connection);
    remove(person);
    expect(await match({ githubUrls: ["github.com/deleted-x"] })).toMatchObject({ matches: [], errors: [] });
    await syncNow(subgraph, connection);
    expect(await match({ githubUrls: ["github.com/deleted-x"] })).toMatchObject({ matches: [], requests: 0 });
  });

  test("a merged contact leads to whom it was merged into, once Lever's rows say so", async () => {
    const [old, next] = [add({ links: ["github.com/merged-x"] }), add({ links: [] })];
    await syncNow(subgraph, connection);
    next.links = ["github.com/merged-x"];
    for (const row of subgraph.sandbox.data.opportunities.values()) if (row.contact === old.id) row.contact = next.id;
    subgraph.sandbox.data.contacts.delete(old.id);
    await syncNow(subgraph, connection);
    const { ids } = await match({ githubUrls: ["github.com/merged-x"] });
    remove(next);
    expect(ids).toEqual([idOf(next)]);
  });

  test("people with only confidential opportunities stay unseen without the role", async () => {
    const person = add(
      { emails: ["secret@example.test"], links: ["github.com/secret-x"] },
      { confidentiality: "confidential" },
    );
    await syncNow(subgraph, connection);
    const variables = { emails: ["secret@example.test"], githubUrls: ["github.com/secret-x"] };
    const unseen = [
      await match(variables, { roles: "admin" }),
      await match({ githubUrls: ["github.com/secret-x"] }, { roles: "viewer" }),
    ];
    const nobody = await match(
      { emails: ["nobody@example.test"], githubUrls: ["github.com/nobody-x"] },
      { roles: "admin" },
    );
    const seen = await match(variables);
    remove(person);
    for (const { matches, errors } of unseen)
      expect({ matches, errors }).toEqual({ matches: nobody.matches, errors: nobody.errors });
    expect(seen.ids).toEqual([idOf(person)]);
  });

  test("an anonymised opportunity of somebody takes nothing away from them", async () => {
    const person = add({ links: ["github.com/half-x"] });
    const [row] = [...subgraph.sandbox.data.opportunities.values()].filter(({ contact }) => contact === person.id);
    const older = { ...row!, id: randomUUID(), isAnonymized: true, createdAt: row!.createdAt - 1e9 };
    subgraph.sandbox.data.opportunities.set(older.id, older);
    await syncNow(subgraph, connection);
    const { ids } = await match({ githubUrls: ["github.com/half-x"] });
    remove(person);
    expect(ids).toEqual([idOf(person)]);
  });

  test("a person whom Lever has anonymised since is found by nothing any more", async () => {
    const person = add({ links: ["github.com/was-x"], emails: ["was.x@example.test"] });
    await syncNow(subgraph, connection);
    expect((await match({ githubUrls: ["github.com/was-x"] })).ids).toEqual([idOf(person)]);
    const [row] = [...subgraph.sandbox.data.opportunities.values()].filter(({ contact }) => contact === person.id);
    Object.assign(person, { name: "", emails: [], links: [], phones: [], isAnonymized: true });
    Object.assign(row!, { isAnonymized: true, updatedAt: Date.now() });
    await syncNow(subgraph, connection);
    const byLink = await match({ githubUrls: ["github.com/was-x"] });
    const byAddress = await match({ emails: ["was.x@example.test"] });
    remove(person);
    expect([byLink.matches, byLink.errors, byAddress.matches]).toEqual([[], [], []]);
  });
});

test("before the first sync has ended, links find nobody and say so, even if the index holds a part", async () => {
  const person = add({ links: ["github.com/early-x"] });
  const stop = subgraph.sandbox.inject({ path: "/opportunities", do: { kind: "status", status: 503 } });
  expect(await syncNow(subgraph, connection)).toMatchObject({ state: "FAILED" });
  stop();
  const { data, errors } = await match({ githubUrls: ["github.com/early-x"] });
  expect(data.matchAtsCandidates).toEqual([null]);
  expect(errors).toMatchObject([{ extensions: { code: "ATS_NOT_SYNCED", connectionId: connection } }]);
  await syncNow(subgraph, connection);
  expect((await match({ githubUrls: ["github.com/early-x"] })).ids).toEqual([idOf(person)]);
  remove(person);
});

test("the same people of another account's connection are apart", async () => {
  const person = add({ links: ["github.com/apart-x"] });
  const other = { account: "globex" };
  const theirs = await subgraph.connect(FINDEM_KEY, other);
  await syncNow(subgraph, connection);
  const unsynced = await match({ githubUrls: ["github.com/apart-x"] }, other);
  expect(unsynced.errors).toMatchObject([{ extensions: { code: "ATS_NOT_SYNCED", connectionId: theirs } }]);
  await syncNow(subgraph, theirs, other);
  const named = await match({ githubUrls: ["github.com/apart-x"], connectionId: connection }, other);
  expect(named).toMatchObject({ matches: [], errors: [], requests: 0 });
  expect((await match({ githubUrls: ["github.com/apart-x"] }, other)).ids).toEqual([`${theirs}.${person.id}`]);
  expect((await match({ githubUrls: ["github.com/apart-x"] })).ids).toEqual([idOf(person)]);
  remove(person);
});
