import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ContactRecord, OpportunityRecord } from "../../../sandbox/data.js";
import { change, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { syncNow } from "../../support/syncs.js";
import { until } from "../../support/until.js";
import { deliver, deliveryOf, setSigningToken, webhooksOf } from "../../support/webhooks.js";

const KEY = "signing-token";
const MATCH = `query ($githubUrls: [String!]) { matchAtsCandidates(githubUrls: $githubUrls) { candidate { id } } }`;
const PIPELINE = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 1) { edges { node { id } } } } }`;

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 40 } });
});
beforeEach(async () => {
  const { data } = await subgraph.query(`{ atsConnections { id } }`);
  for (const connection of data.atsConnections) await removeConnection(subgraph, connection.id);
  id = await subgraph.connect();
  await setSigningToken(subgraph, id, KEY);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

interface Added {
  readonly contact: ContactRecord;
  readonly opportunityId: string;
}

/** Somebody new in Lever, with one opportunity and that GitHub profile. */
function add(login: string): Added {
  const { contacts, opportunities } = subgraph.sandbox.data;
  const [model] = [...opportunities.values()].filter(({ confidentiality }) => confidentiality === "non-confidential");
  const [pattern] = contacts.values();
  if (!model || !pattern) throw new Error("The seed is empty");
  const contact = { ...pattern, id: randomUUID(), emails: [], links: [linkOf(login)], isAnonymized: false };
  const now = Date.now();
  const row: OpportunityRecord = { ...model, id: randomUUID(), contact: contact.id, isAnonymized: false };
  contacts.set(contact.id, contact);
  opportunities.set(row.id, { ...row, applications: [], archived: null, createdAt: now, updatedAt: now });
  return { contact, opportunityId: row.id };
}

const linkOf = (login: string): string => `https://github.com/${login}`;

/** Who is found by that profile, as ids of contacts. */
async function found(...logins: readonly string[]): Promise<readonly string[]> {
  const { data } = await subgraph.query(MATCH, { githubUrls: logins.map(linkOf) });
  const matches = data.matchAtsCandidates as readonly { readonly candidate: { readonly id: string } }[];
  return matches.map(({ candidate }) => candidate.id.slice(id.length + 1)).sort();
}

const tell = async (event: string, data: object): Promise<number> =>
  (await deliver(subgraph, id, deliveryOf(KEY, { event, data }))).status;

/** Requests of the background since, other than what `found` asked. */
const sent = (): readonly string[] => subgraph.sandbox.calls();

test("somebody new is found by their links, with one request to Lever", async () => {
  await syncNow(subgraph, id);
  const { contact, opportunityId } = add("brand-new");
  expect(await found("brand-new")).toEqual([]);
  subgraph.sandbox.clearRequests();
  expect(await tell("applicationCreated", { opportunityId, contactId: contact.id })).toBe(200);
  await until(
    () => sent().length,
    (count) => count === 1,
  );
  expect(sent()).toEqual(["GET /opportunities"]);
  await until(
    () => found("brand-new"),
    (ids) => ids.length === 1,
  );
  expect(await found("brand-new")).toEqual([contact.id]);
});

test("a link that somebody got is found, the one they lost is not, by their contact alone", async () => {
  const { contact } = add("before");
  await syncNow(subgraph, id);
  contact.links = [linkOf("after")];
  await tell("contactUpdated", { contactId: contact.id });
  expect(
    await until(
      () => found("after"),
      (ids) => ids.length > 0,
    ),
  ).toEqual([contact.id]);
  subgraph.sandbox.clearRequests();
  expect(await found("before")).toEqual([]);
  // The index itself has let go: nobody had to be looked at.
  expect(sent()).toEqual([]);
});

test("an opportunity is enough where the event names no person", async () => {
  await syncNow(subgraph, id);
  const { contact, opportunityId } = add("of-nobody");
  await tell("candidateStageChange", { opportunityId });
  expect(
    await until(
      () => found("of-nobody"),
      (ids) => ids.length > 0,
    ),
  ).toEqual([contact.id]);
});

test("somebody who was deleted is out of the index, by what Lever says and not by what the event says", async () => {
  const { contact, opportunityId } = add("deleted");
  const stays = add("stays");
  await syncNow(subgraph, id);
  subgraph.sandbox.data.opportunities.delete(opportunityId);
  subgraph.sandbox.data.contacts.delete(contact.id);
  await tell("candidateDeleted", { opportunityId, contactId: contact.id, deletedBy: "u1" });
  await tell("candidateDeleted", { opportunityId: stays.opportunityId, contactId: contact.id });
  await until(
    async () => {
      await found("deleted");
      subgraph.sandbox.clearRequests();
      await found("deleted");
      return sent().length;
    },
    (count) => count === 0,
  );
  expect(await found("stays")).toEqual([stays.contact.id]);
});

test("somebody whom Lever merged into another is found as that other", async () => {
  const old = add("merged");
  const next = add("other");
  await syncNow(subgraph, id);
  const { contacts, opportunities } = subgraph.sandbox.data;
  next.contact.links = [linkOf("merged"), linkOf("other")];
  opportunities.set(old.opportunityId, { ...opportunities.get(old.opportunityId)!, contact: next.contact.id });
  contacts.delete(old.contact.id);
  await tell("contactUpdated", { contactId: next.contact.id });
  await until(
    () => found("merged"),
    (ids) => ids.length === 1 && ids[0] === next.contact.id,
  );
});

test("a burst of deliveries costs one request at once and one for all the others", async () => {
  await syncNow(subgraph, id);
  const people = Array.from({ length: 90 }, (_, index) => add(`burst-${index}`));
  subgraph.sandbox.clearRequests();
  const statuses = await Promise.all(
    people.map(({ contact, opportunityId }) => tell("applicationCreated", { opportunityId, contactId: contact.id })),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  await until(
    () => found("burst-0", "burst-44", "burst-89"),
    (ids) => ids.length === 3,
  );
  const byPeople = subgraph.sandbox.requests.filter(
    ({ query }) => query.get("include") === "id" && query.has("contact_id"),
  );
  expect(byPeople.length).toBeLessThanOrEqual(2);
});

test("ids that Lever can't take hide nobody else", async () => {
  await syncNow(subgraph, id);
  const { contact, opportunityId } = add("beside-garbage");
  const stop = subgraph.sandbox.inject({ path: "/opportunities", times: 1, do: { kind: "status", status: 400 } });
  await tell("applicationCreated", { opportunityId, contactId: contact.id });
  await tell("contactUpdated", { contactId: "no-such-person" });
  expect(
    await until(
      () => found("beside-garbage"),
      (ids) => ids.length > 0,
    ),
  ).toEqual([contact.id]);
  stop();
});

test("events of interviews, and tests of Lever's page, ask Lever nothing", async () => {
  await syncNow(subgraph, id);
  subgraph.sandbox.clearRequests();
  await tell("interviewCreated", { interviewId: "i1", opportunityId: "o1" });
  await tell("candidateHired", {});
  const { contact, opportunityId } = add("after-interview");
  await tell("applicationCreated", { opportunityId, contactId: contact.id });
  await until(
    () => found("after-interview"),
    (ids) => ids.length > 0,
  );
  expect(sent().filter((call) => call.startsWith("GET /opportunities/"))).toEqual([]);
});

test("without a sync nobody is looked for by a link: what was cached is dropped, and Lever is asked nothing", async () => {
  await subgraph.query(PIPELINE, { id });
  subgraph.sandbox.clearRequests();
  const { contact, opportunityId } = add("unsynced");
  await tell("applicationCreated", { opportunityId, contactId: contact.id });
  expect((await subgraph.query(PIPELINE, { id })).requests).toBe(1);
  expect(sent()).toEqual(["GET /opportunities"]);
});

test("what Lever could not be asked for is followed up after a restart", async () => {
  await syncNow(subgraph, id);
  const { contact, opportunityId } = add("left-behind");
  const stop = subgraph.sandbox.inject({ path: "/opportunities", do: { kind: "status", status: 503 } });
  await tell("applicationCreated", { opportunityId, contactId: contact.id });
  await until(
    () => sent().length,
    (count) => count > 0,
  );
  stop();
  await subgraph.restart();
  expect(
    await until(
      () => found("left-behind"),
      (ids) => ids.length > 0,
    ),
  ).toEqual([contact.id]);
});

test("a connection that is switched off has its deliveries kept, and followed up once it is on again", async () => {
  await syncNow(subgraph, id);
  const { contact, opportunityId } = add("switched-off");
  await change(subgraph, "disableAtsConnection", { connectionId: id });
  subgraph.sandbox.clearRequests();
  await tell("applicationCreated", { opportunityId, contactId: contact.id });
  expect((await webhooksOf(subgraph, id)).lastReceivedAt).not.toBeNull();
  expect(sent()).toEqual([]);
  await change(subgraph, "enableAtsConnection", { connectionId: id });
  await tell("contactUpdated", { contactId: contact.id });
  expect(
    await until(
      () => found("switched-off"),
      (ids) => ids.length > 0,
    ),
  ).toEqual([contact.id]);
});
