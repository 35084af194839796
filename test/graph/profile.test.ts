import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FINDEM_KEY, NO_APPLICATIONS_KEY, OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import type { ContactRecord, OpportunityRecord } from "../../sandbox/data.js";
import { linksOf } from "../../src/identity/links.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

const MATCH = `query ($emails: [String!], $linkedinUrls: [String!], $connectionId: ID, $githubUrls: [String!], $findemProfileUrls: [String!]) {
  matchAtsCandidates(emails: $emails, linkedinUrls: $linkedinUrls, connectionId: $connectionId, githubUrls: $githubUrls, findemProfileUrls: $findemProfileUrls) {
    matchedBy candidate { id name opportunities { id } } } }`;
const PROFILES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Profile {
  id atsCandidates { matchedBy candidate { id company opportunities { id posting { id } } } } } } }`;

let subgraph: TestSubgraph;
let connection: string;
/** Somebody with an address nobody else has, a LinkedIn link and several opportunities that everybody may see. */
let person: ContactRecord;

beforeAll(async () => {
  subgraph = await startSubgraph();
  const { contacts, opportunities } = subgraph.sandbox.data;
  const open = [...contacts.values()].find(
    ({ id, emails, links, isAnonymized }) =>
      emails.length > 0 &&
      !isAnonymized &&
      linksOf(links).linkedinUrl !== null &&
      rowsOf(id).length > 0 &&
      rowsOf(id).every(({ confidentiality }) => confidentiality === "non-confidential"),
  );
  if (!open || opportunities.size === 0) throw new Error("The seed has nobody to look for");
  person = open;
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

function rowsOf(contact: string): readonly OpportunityRecord[] {
  const { opportunities } = subgraph.sandbox.data;
  return [...opportunities.values()]
    .filter((row) => row.contact === contact)
    .sort((one, other) => other.createdAt - one.createdAt);
}

const opportunityIds = () => rowsOf(person.id).map(({ id }) => ({ id: `${connection}.${id}` }));

test("a person is found by an address in any spelling, and costs one request with all opportunities", async () => {
  const [email = ""] = person.emails;
  const { data, errors, calls } = await subgraph.query(MATCH, { emails: [` MAILTO:${email.toUpperCase()}`, email] });
  expect(errors).toEqual([]);
  expect(data.matchAtsCandidates).toEqual([
    {
      matchedBy: ["EMAIL"],
      candidate: { id: `${connection}.${person.id}`, name: person.name, opportunities: opportunityIds() },
    },
  ]);
  expect(calls).toEqual(["GET /opportunities"]);
});

test("a link that the person found has too speaks for it as well", async () => {
  const { linkedinUrl } = linksOf(person.links);
  const variables = {
    emails: person.emails,
    linkedinUrls: [`${linkedinUrl}/?trk=x`],
    githubUrls: ["github.com/nobody"],
  };
  const { data } = await subgraph.query(MATCH, variables);
  expect(data.matchAtsCandidates).toMatchObject([{ matchedBy: ["EMAIL", "LINKEDIN"] }]);
});

test("a profile's candidates come with what is asked of them in one request an address", async () => {
  const representation = {
    __typename: "Profile",
    id: "p1",
    emails: [...person.emails, "no address"],
    linkedinUrl: null,
  };
  const { data, errors, requests } = await subgraph.query(PROFILES, {
    representations: [
      representation,
      { ...representation, id: "p2" },
      { __typename: "Profile", id: "p3", emails: null },
    ],
  });
  expect(errors).toEqual([]);
  const [one, two, three] = data["_entities"];
  expect(one.atsCandidates).toHaveLength(1);
  expect(one.atsCandidates[0].candidate.opportunities).toMatchObject(opportunityIds());
  expect(two).toEqual({ ...one, id: "p2" });
  expect(three).toEqual({ id: "p3", atsCandidates: [] });
  expect(requests).toBe(person.emails.length);
});

test("links need a finished sync where no address finds anybody", async () => {
  const variables = { emails: ["nobody@nowhere.test"], linkedinUrls: ["linkedin.com/in/nobody"] };
  const { data, errors } = await subgraph.query(MATCH, variables);
  expect(data.matchAtsCandidates).toEqual([null]);
  expect(errors).toMatchObject([
    { path: ["matchAtsCandidates", 0], extensions: { code: "ATS_NOT_SYNCED", connectionId: connection } },
  ]);
  const byLinkAlone = await subgraph.query(MATCH, { findemProfileUrls: ["app.findem.ai/profile/x1"] });
  expect(byLinkAlone.data.matchAtsCandidates).toEqual([null]);
  expect(byLinkAlone.requests).toBe(0);
});

test("nobody is nobody where only an address was given, and nothing is asked where nothing was", async () => {
  const nobody = await subgraph.query(MATCH, { emails: ["nobody@nowhere.test"] });
  expect(nobody).toMatchObject({ data: { matchAtsCandidates: [] }, errors: [], requests: 1 });
  const nothing = await subgraph.query(MATCH, { emails: [] });
  expect(nothing).toMatchObject({ data: { matchAtsCandidates: [] }, errors: [], requests: 0 });
});

test("a connection that can't be asked is one null with its error, and the others stand", async () => {
  const findem = subgraph.sandbox.data.keys.get(FINDEM_KEY)!;
  const apiKey = "lever-sandbox-no-opportunities-key-Zz9Q";
  const permissions = findem.permissions.filter((name) => name !== "find all opportunities");
  subgraph.sandbox.addKey({ ...findem, apiKey, name: "No opportunities", permissions });
  const blind = await subgraph.connect(apiKey, {}, "Blind");
  const off = await subgraph.connect(NO_APPLICATIONS_KEY, {}, "Off");
  await subgraph.query(
    `mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }`,
    {
      id: off,
    },
  );
  const { data, errors } = await subgraph.query(MATCH, { emails: [person.emails[0]] });
  expect(data.matchAtsCandidates).toMatchObject([{ candidate: { id: `${connection}.${person.id}` } }, null]);
  expect(errors).toMatchObject([
    {
      path: ["matchAtsCandidates", 1],
      extensions: { code: "ATS_PERMISSION_MISSING", permission: "find all opportunities", connectionId: blind },
    },
  ]);
  const asked = await subgraph.query(MATCH, { emails: [person.emails[0]], connectionId: off });
  expect(asked.data.matchAtsCandidates).toEqual([null]);
  expect(asked.errors).toMatchObject([{ extensions: { code: "ATS_CONNECTION_DISABLED", connectionId: off } }]);
});

test("another account's people are not found, not even through its connection's id", async () => {
  const emails = [person.emails[0]];
  await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "other" });
  const all = await subgraph.query(MATCH, { emails }, { account: "other" });
  const named = await subgraph.query(MATCH, { emails, connectionId: connection }, { account: "other" });
  expect(all).toMatchObject({ data: { matchAtsCandidates: [] }, errors: [] });
  expect(named).toMatchObject({ data: { matchAtsCandidates: [] }, errors: [], requests: 0 });
});

test("somebody with nothing but confidential opportunities is unknown without the role", async () => {
  const rows = rowsOf(person.id);
  for (const row of rows) row.confidentiality = "confidential";
  const emails = [person.emails[0]];
  const hidden = await subgraph.query(MATCH, { emails }, { roles: "admin" });
  const seen = await subgraph.query(MATCH, { emails }, { roles: "admin,confidential" });
  const hiddenStill = await subgraph.query(MATCH, { emails }, { roles: "admin" });
  for (const row of rows) row.confidentiality = "non-confidential";
  expect(hidden.data.matchAtsCandidates).toEqual([]);
  expect(seen.data.matchAtsCandidates).toHaveLength(1);
  expect(hiddenStill.data.matchAtsCandidates).toEqual([]);
});

test("two people who share an address are both found, each once", async () => {
  const other = [...subgraph.sandbox.data.contacts.values()].find(
    ({ id, isAnonymized }) => id !== person.id && !isAnonymized && rowsOf(id).length > 0,
  )!;
  const own = [...other.emails];
  other.emails = [...own, person.emails[0]!];
  const { data } = await subgraph.query(MATCH, { emails: [person.emails[0], ...own.slice(0, 1)] });
  other.emails = own;
  const found = data.matchAtsCandidates as readonly { readonly candidate: { readonly id: string } }[];
  expect(found.map(({ candidate }) => candidate.id).sort()).toEqual(
    [`${connection}.${person.id}`, `${connection}.${other.id}`].sort(),
  );
});

test.each([
  [{ emails: ["a@b.test", "nonsense"] }, "emails.1"],
  [{ emails: Array.from({ length: 101 }, (_, number) => `a${number}@b.test`) }, "emails"],
  [{ linkedinUrls: ["https://linkedin.com/company/acme"] }, "linkedinUrls.0"],
  [{ githubUrls: ["https://evil.test"] }, "githubUrls.0"],
  [{ connectionId: "a.b", emails: ["a@b.test"] }, "connectionId"],
])("what is malformed is told by its place, and nothing is sent: %#", async (variables, argument) => {
  const { data, errors, requests } = await subgraph.query(MATCH, variables);
  expect(data.matchAtsCandidates).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
  expect(requests).toBe(0);
});
