import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, PLAIN_KEY } from "../../../sandbox/keys.js";
import { openSqlite } from "../../../src/store/open-database.js";
import { systemClock } from "../../../src/time/system-clock.js";
import { ask, change, onlyError, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const key = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`;
const [FIRST, SECOND, THIRD] = [key("first"), key("second"), key("third")];
const ring = (...keys: readonly string[]) => ({ ENCRYPTION_KEYS: keys.join(",") });

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startSubgraph({ environment: ring(FIRST) });
});
afterEach(() => subgraph[Symbol.asyncDispose]());

/** One connection that the ring opens, one that it does not. */
async function oneLost(): Promise<{ readable: string; lost: string }> {
  const readable = await subgraph.connect(FINDEM_KEY);
  await subgraph.restart(ring(SECOND, FIRST));
  const lost = await subgraph.connect(PLAIN_KEY, {}, "Lost");
  await subgraph.restart(ring(FIRST));
  subgraph.sandbox.clearRequests();
  return { readable, lost };
}

test("a connection whose key the ring can't open fails alone, and nothing is sent for it", async () => {
  const { readable, lost } = await oneLost();
  const answer = await subgraph.query("{ atsConnections { id name status archiveReasons { name } } }");
  expect(answer.data.atsConnections).toMatchObject([
    { id: readable, status: "ACTIVE", archiveReasons: { length: 12 } },
    { id: lost, name: "Lost", status: "SECRET_UNREADABLE", archiveReasons: null },
  ]);
  const { path, extensions, message } = onlyError(answer);
  expect(path).toEqual(["atsConnections", 1, "archiveReasons"]);
  expect(extensions).toMatchObject({ code: "SECRET_UNREADABLE", connectionId: lost, retryable: false });
  expect(message).toMatch(/ENCRYPTION_KEYS.*rotateAtsApiKey/);
  expect(subgraph.sandbox.requests.map(({ apiKey }) => apiKey)).toEqual([FINDEM_KEY]);
});

test("it can't be verified, but renamed, given another key, or removed", async () => {
  const { lost } = await oneLost();
  const verified = await change(subgraph, "verifyAtsConnection", { connectionId: lost });
  expect(verified.codes).toEqual(["SECRET_UNREADABLE"]);
  const renamed = await change(subgraph, "updateAtsConnection", { connectionId: lost, name: "Still there" });
  expect(renamed.connection).toMatchObject({ name: "Still there", status: "SECRET_UNREADABLE" });
  const rotated = await change(subgraph, "rotateAtsApiKey", { connectionId: lost, apiKey: EVERYTHING_KEY });
  expect(rotated.connection).toMatchObject({ id: lost, status: "ACTIVE" });
  expect((await ask(subgraph, lost, "archiveReasons { name }")).errors).toEqual([]);
  expect(await removeConnection(subgraph, lost)).toEqual({ removedId: lost, codes: [] });
});

test("it is back once the ring has the key again", async () => {
  const { lost } = await oneLost();
  await subgraph.restart(ring(FIRST, SECOND));
  const { data } = await ask(subgraph, lost, "status archiveReasons { name }");
  expect(data.atsConnection).toMatchObject({ status: "ACTIVE", archiveReasons: { length: 12 } });
});

test("a ring without any of its keys serves, and every connection says so", async () => {
  const id = await subgraph.connect(FINDEM_KEY);
  await subgraph.restart(ring(THIRD));
  subgraph.sandbox.clearRequests();
  const answer = await ask(subgraph, id, "name status stages { name }");
  expect(answer.data.atsConnection).toEqual({ name: "Nimbus", status: "SECRET_UNREADABLE", stages: null });
  expect(onlyError(answer).extensions).toMatchObject({ code: "SECRET_UNREADABLE", connectionId: id });
  const connected = await change(subgraph, "connectLever", { name: "New", apiKey: PLAIN_KEY });
  expect(connected.userErrors).toMatchObject([{ code: "SECRET_UNREADABLE", retryable: false }]);
  expect(subgraph.sandbox.requests).toEqual([]);
  expect(subgraph.log.join("\n")).toContain("ENCRYPTION_KEYS lacks a key");
});

test("a sealed key pasted into another account's row does not open there", async () => {
  const ours = await subgraph.connect(FINDEM_KEY);
  const theirs = await subgraph.connect(PLAIN_KEY, { account: "globex" });
  const { kysely, close } = await openSqlite(subgraph.dataDir, systemClock);
  const { sealed_api_key } = await kysely
    .selectFrom("connection")
    .select("sealed_api_key")
    .where("id", "=", theirs)
    .executeTakeFirstOrThrow();
  await kysely.updateTable("connection").set({ sealed_api_key }).where("id", "=", ours).execute();
  await close();
  subgraph.sandbox.clearRequests();
  const answer = await ask(subgraph, ours, "status archiveReasons { name }");
  expect(answer.data.atsConnection).toEqual({ status: "SECRET_UNREADABLE", archiveReasons: null });
  expect(onlyError(answer).extensions).toMatchObject({ code: "SECRET_UNREADABLE", connectionId: ours });
  expect(subgraph.sandbox.requests).toEqual([]);
  expect((await ask(subgraph, theirs, "status", { account: "globex" })).data.atsConnection.status).toBe("ACTIVE");
});
