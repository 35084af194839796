import { afterEach, beforeEach, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, OTHER_ACCOUNT_KEY, PLAIN_KEY, STAGES_ONLY_KEY } from "../../../sandbox/keys.js";
import { ask, change, connectionsOf } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect(FINDEM_KEY);
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const rotate = (apiKey: string) => change(subgraph, "rotateAtsApiKey", { connectionId: id, apiKey });
const MAPPING = "stageMapping { id version findemStages { id name } }";

test("another key of the same account keeps the connection, its default user and its mapping", async () => {
  const { connection: named } = await change(subgraph, "updateAtsConnection", {
    connectionId: id,
    defaultPerformAsEmail: "nora.lind@nimbusrobotics.test",
  });
  const before = await ask(subgraph, id, MAPPING);
  const { connection, codes } = await rotate(PLAIN_KEY);
  expect(codes).toEqual([]);
  expect(connection).toMatchObject({
    ...{ id, name: "Nimbus", status: "ACTIVE", confidentialAccess: false },
    ...{ apiKeyHint: PLAIN_KEY.slice(-4), defaultPerformAs: named?.defaultPerformAs },
  });
  expect((await ask(subgraph, id, MAPPING)).data).toEqual(before.data);
});

test("from then on only the new key is sent, after a restart too", async () => {
  await rotate(EVERYTHING_KEY);
  subgraph.sandbox.clearRequests();
  await ask(subgraph, id, "archiveReasons { name }");
  await subgraph.restart();
  await ask(subgraph, id, "archiveReasons { name }");
  expect(subgraph.sandbox.requests.map(({ apiKey }) => apiKey)).toEqual([EVERYTHING_KEY, EVERYTHING_KEY]);
});

test("what was read with the old key is not shown with the new one", async () => {
  const confidential = "postings(first: 500, filter: { confidentiality: CONFIDENTIAL }) { nodes { title } }";
  const before = await ask(subgraph, id, confidential);
  expect(before.data.atsConnection.postings.nodes).not.toHaveLength(0);
  await rotate(PLAIN_KEY);
  const after = await ask(subgraph, id, confidential);
  expect(after.data.atsConnection.postings.nodes).toEqual([]);
});

test("a key of another Lever account is refused, and nothing is changed", async () => {
  const before = await connectionsOf(subgraph);
  const { connection, userErrors } = await rotate(OTHER_ACCOUNT_KEY);
  expect(connection).toBeNull();
  expect(userErrors).toMatchObject([{ code: "API_KEY_OF_OTHER_ACCOUNT", path: ["input", "apiKey"], retryable: false }]);
  expect(await connectionsOf(subgraph)).toEqual(before);
  subgraph.sandbox.clearRequests();
  await ask(subgraph, id, "archiveReasons { name }");
  expect(subgraph.sandbox.requests.map(({ apiKey }) => apiKey)).toEqual([FINDEM_KEY]);
});

test("the built-in stages that every account has don't make an account the same", async () => {
  subgraph.sandbox.otherData.keys.set("lever-sandbox-fjordlight-stages", {
    ...{ apiKey: "lever-sandbox-fjordlight-stages", name: "Stages" },
    ...{ permissions: ["find all stages"], confidential: false },
  });
  expect((await rotate("lever-sandbox-fjordlight-stages")).codes).toEqual(["API_KEY_OF_OTHER_ACCOUNT"]);
});

test("a key that may list stages alone is known by the company's own", async () => {
  expect((await rotate(STAGES_ONLY_KEY)).connection).toMatchObject({ id, status: "MISSING_PERMISSIONS" });
});

test("the key of another connection of the account is refused without a request", async () => {
  await subgraph.connect(PLAIN_KEY, {}, "Plain");
  subgraph.sandbox.clearRequests();
  expect((await rotate(PLAIN_KEY)).codes).toEqual(["API_KEY_ALREADY_CONNECTED"]);
  expect(subgraph.sandbox.requests).toEqual([]);
});

test("the key that another account uses is taken", async () => {
  await subgraph.connect(PLAIN_KEY, { account: "globex" });
  expect((await rotate(PLAIN_KEY)).connection).toMatchObject({ id, status: "ACTIVE" });
});

test.each([
  ["unknown", "lever-key-of-nobody"],
  ["malformed", "lever key\r\nx: 1"],
])("an %s key is refused, and the old one stays", async (_, apiKey) => {
  const before = await connectionsOf(subgraph);
  const { userErrors } = await rotate(apiKey);
  expect(userErrors).toMatchObject([{ code: "API_KEY_REJECTED", path: ["input", "apiKey"] }]);
  expect(await connectionsOf(subgraph)).toEqual(before);
});

test("a failure of Lever's changes nothing", async () => {
  const before = await connectionsOf(subgraph);
  subgraph.sandbox.inject({ do: { kind: "reset" } });
  const { userErrors } = await rotate(PLAIN_KEY);
  expect(userErrors).toMatchObject([{ code: "ATS_UNAVAILABLE", retryable: true }]);
  expect(await connectionsOf(subgraph)).toEqual(before);
});

test("the present key again checks it anew", async () => {
  expect((await rotate(FINDEM_KEY)).connection).toMatchObject({ id, status: "ACTIVE" });
  expect(subgraph.sandbox.calls("/opportunities")).toHaveLength(1);
});
