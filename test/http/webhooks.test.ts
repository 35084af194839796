import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import { change, dataFiles, removeConnection } from "../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { answerTo, deliver, deliveryOf, setSigningToken, type Unsigned, webhooksOf } from "../support/webhooks.js";

const KEY = "canary-signing-token";
const HOUR_MS = 3_600_000;
const PAGE = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 3) { edges { node { id name } } } } }`;

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
});
beforeEach(async () => {
  for (const account of ["acme", "globex"]) {
    const { data } = await subgraph.query(`{ atsConnections { id } }`, {}, { account });
    for (const connection of data.atsConnections) await removeConnection(subgraph, connection.id, { account });
  }
  id = await subgraph.connect();
  await setSigningToken(subgraph, id, KEY);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const take = (body: unknown, connectionId = id): Promise<string> => answerTo(deliver(subgraph, connectionId, body));
const signed = (unsigned: Unsigned = {}) => deliveryOf(KEY, unsigned);

/** What the page of opportunities costs just now: 0 while it is cached. */
const costOfPage = async (): Promise<number> => (await subgraph.query(PAGE, { id })).requests;

async function nameOfFirst(): Promise<string> {
  const { data } = await subgraph.query(PAGE, { id });
  return data.atsConnection.opportunities.edges[0].node.name as string;
}

/** Renames everybody behind the product's back. */
function rename(name: string): void {
  const { contacts } = subgraph.sandbox.data;
  for (const [key, contact] of contacts) contacts.set(key, { ...contact, name });
}

describe("POST /webhooks/lever/:connectionId", () => {
  test("takes what is signed; what was cached is read anew at once", async () => {
    await nameOfFirst();
    rename("Renamed");
    expect(await nameOfFirst()).not.toBe("Renamed");
    const response = await deliver(subgraph, id, signed());
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await nameOfFirst()).toBe("Renamed");
  });

  test.each([
    ["every documented event", "applicationCreated candidateHired candidateArchiveChange candidateDeleted"],
    [
      "those of interviews and contacts",
      "interviewCreated interviewUpdated interviewDeleted contactCreated contactUpdated",
    ],
    ["one that Lever has added since", "candidateSang"],
  ])("takes %s", async (_, events) => {
    for (const event of events.split(" ")) {
      await costOfPage();
      expect(await take(signed({ event, data: { opportunityId: "o1", contactId: "c1" } }))).toBe("200");
      expect(await costOfPage()).toBe(1);
    }
  });

  test("tells when the last one came, and to nobody else", async () => {
    expect((await webhooksOf(subgraph, id)).lastReceivedAt).toBeNull();
    const before = Date.now();
    await take(signed());
    const { lastReceivedAt } = await webhooksOf(subgraph, id);
    expect(Date.parse(lastReceivedAt ?? "")).toBeGreaterThanOrEqual(before);
    const other = await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "globex" });
    expect((await webhooksOf(subgraph, other, { account: "globex" })).lastReceivedAt).toBeNull();
  });

  test("shows nothing of what a delivery says: it says only what to read again", async () => {
    const [row] = subgraph.sandbox.data.opportunities.values();
    const data = { opportunityId: row?.id, contactId: row?.contact, name: "canary-name", toStageId: "canary-stage" };
    await take(signed({ data }));
    const everything = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 50) { edges { node {
      id name stage { id name } candidate { name emails } } } } webhooks { url events } } }`;
    const { data: shown, errors } = await subgraph.query(everything, { id });
    expect(errors).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain("canary");
  });

  test("does nothing for a token that it has acknowledged before, whatever else is told with it", async () => {
    const first = signed({ token: "t".repeat(48) });
    expect(await take(first)).toBe("200");
    await costOfPage();
    expect(await take(first)).toBe("200");
    expect(await take(signed({ token: "t".repeat(48), triggeredAt: Date.now() - 1, event: "candidateHired" }))).toBe(
      "200",
    );
    expect(await costOfPage()).toBe(0);
    await subgraph.restart();
    await costOfPage();
    expect(await take(first)).toBe("200");
    expect(await costOfPage()).toBe(0);
  });

  test("of many of the same that come at once, does it once", async () => {
    const same = signed();
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(subgraph, id, same)));
    const statuses = await Promise.all(answers.map(async (answer) => (await answer.json()) as { status: string }));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(statuses.filter(({ status }) => status === "taken")).toHaveLength(1);
  });

  test("counts no token as acknowledged that it has refused", async () => {
    const token = "r".repeat(48);
    expect(await take({ ...signed({ token }), signature: "0".repeat(64) })).toBe("401 UNAUTHENTICATED");
    expect(await take(signed({ token, triggeredAt: Date.now() - 25 * HOUR_MS }))).toBe("400 BAD_REQUEST");
    await costOfPage();
    expect(await take(signed({ token }))).toBe("200");
    expect(await costOfPage()).toBe(1);
  });

  test.each<[string, string, (delivery: ReturnType<typeof signed>) => unknown]>([
    ["unsigned", "401 UNAUTHENTICATED", (delivery) => ({ ...delivery, signature: undefined })],
    ["signed with another key", "401 UNAUTHENTICATED", () => deliveryOf("other")],
    ["signed with nothing", "401 UNAUTHENTICATED", () => deliveryOf("")],
    ["signed in upper case", "401 UNAUTHENTICATED", (delivery) => ({ ...delivery, signature: upper(delivery) })],
    ["of another time than was signed", "401 UNAUTHENTICATED", (delivery) => ({ ...delivery, triggeredAt: 1 })],
    ["with a token that was not signed", "401 UNAUTHENTICATED", (delivery) => ({ ...delivery, token: "x" })],
    ["older than a day", "400 BAD_REQUEST", () => signed({ triggeredAt: Date.now() - 24 * HOUR_MS - 60_000 })],
    ["from the future", "400 BAD_REQUEST", () => signed({ triggeredAt: Date.now() + 2 * HOUR_MS })],
    ["no JSON", "400 BAD_REQUEST", () => "{"],
    ["JSON of something else", "400 BAD_REQUEST", () => "[1]"],
    ["without a token", "400 BAD_REQUEST", (delivery) => ({ ...delivery, token: undefined })],
    ["without an event", "400 BAD_REQUEST", (delivery) => ({ ...delivery, event: undefined })],
    ["without a time", "400 BAD_REQUEST", (delivery) => ({ ...delivery, triggeredAt: undefined })],
    ["with data of another kind", "400 BAD_REQUEST", (delivery) => ({ ...delivery, data: "o1" })],
    ["far too large", "413 BAD_REQUEST", (delivery) => ({ ...delivery, data: { x: "y".repeat(70_000) } })],
  ])("refuses what is %s: %s, and nothing follows", async (_, expected, change) => {
    await costOfPage();
    expect(await take(change(signed()))).toBe(expected);
    expect(await costOfPage()).toBe(0);
    expect((await webhooksOf(subgraph, id)).lastReceivedAt).toBeNull();
  });

  test("takes what Lever's retries bring hours later", async () => {
    expect(await take(signed({ triggeredAt: Date.now() - 23 * HOUR_MS }))).toBe("200");
  });

  test("tells nobody which connections there are", async () => {
    const other = await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "globex" });
    const [unknown, others, malformed] = await Promise.all(
      ["nobody", other, "a%2Fb"].map((connectionId) => deliver(subgraph, connectionId, signed())),
    );
    for (const answer of [unknown, others, malformed]) {
      expect(answer?.status).toBe(401);
      expect(JSON.stringify(await answer?.json())).not.toContain(other);
    }
    expect((await webhooksOf(subgraph, other, { account: "globex" })).lastReceivedAt).toBeNull();
  });

  test("takes another body than JSON no more than another method", async () => {
    const url = `${subgraph.url}/webhooks/lever/${id}`;
    const text = await fetch(url, { method: "POST", headers: { "content-type": "text/xml" }, body: "<x/>" });
    expect(text.status).toBe(415);
    expect((await fetch(url)).status).toBe(404);
  });

  test("of a connection that is switched off is taken, and sends nothing to Lever", async () => {
    await change(subgraph, "disableAtsConnection", { connectionId: id });
    subgraph.sandbox.clearRequests();
    expect(await take(signed({ data: { opportunityId: "o1", contactId: "c1" } }))).toBe("200");
    expect((await webhooksOf(subgraph, id)).lastReceivedAt).not.toBeNull();
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("of a connection that was removed is refused like any other that is not there", async () => {
    await removeConnection(subgraph, id);
    expect(await take(signed())).toBe("401 UNAUTHENTICATED");
  });
});

describe("the signing token of Lever's page", () => {
  test("is told by an admin, replaced, and taken back", async () => {
    expect((await webhooksOf(subgraph, id)).signingTokenSet).toBe(true);
    expect(await setSigningToken(subgraph, id, " replaced ")).toEqual([]);
    expect(await take(signed())).toBe("401 UNAUTHENTICATED");
    expect(await take(deliveryOf("replaced"))).toBe("200");
    await setSigningToken(subgraph, id, null);
    expect((await webhooksOf(subgraph, id)).signingTokenSet).toBe(false);
    expect(await take(deliveryOf("replaced"))).toBe("401 UNAUTHENTICATED");
    expect(await take(deliveryOf(""))).toBe("401 UNAUTHENTICATED");
  });

  test("stays where something else of the connection is changed, and where its API key is", async () => {
    await change(subgraph, "updateAtsConnection", { connectionId: id, name: "Other" });
    expect(await take(signed())).toBe("200");
  });

  test.each(["", "  ", "x".repeat(501)])("can't be %j", async (webhookSigningToken) => {
    const { errors } = await subgraph.query(
      `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { userErrors { code } } }`,
      { input: { connectionId: id, webhookSigningToken, name: "Not to be" } },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.webhookSigningToken" });
    const { data } = await subgraph.query(`query ($id: ID!) { atsConnection(id: $id) { name } }`, { id });
    expect(data.atsConnection.name).toBe("Nimbus");
    expect(await take(signed())).toBe("200");
  });

  test("is nobody's to change but an admin's, of the connection's account", async () => {
    expect(await setSigningToken(subgraph, id, "other", { account: "globex" })).toEqual(["NOT_FOUND"]);
    const { errors } = await subgraph.query(
      `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { userErrors { code } } }`,
      { input: { connectionId: id, webhookSigningToken: "other" } },
      { roles: "recruiter" },
    );
    expect(errors[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(await take(signed())).toBe("200");
  });

  test("is nowhere in the database's files, the log, or an answer", async () => {
    await take(signed());
    await take({ ...signed(), signature: "0" });
    const { data } = await subgraph.query(`{ atsConnections { id webhooks { url events signingTokenSet } } }`);
    const seen = [await dataFiles(subgraph), subgraph.log.join(), JSON.stringify(data)].join();
    expect(seen).not.toContain(KEY);
  });
});

test("the address is below PUBLIC_URL, and names nothing but the connection", async () => {
  await using other = await startSubgraph({
    environment: { PUBLIC_URL: "https://findem.example/lever" },
    sandbox: { opportunities: 5 },
  });
  const connectionId = await other.connect();
  const { url, events } = await webhooksOf(other, connectionId);
  expect(url).toBe(`https://findem.example/lever/webhooks/lever/${connectionId}`);
  expect(events).toHaveLength(10);
});

function upper({ signature }: { readonly signature?: string }): string {
  return signature?.toUpperCase() ?? "";
}
