import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { json, page, refusal, type Reply, ScriptedServer, type SeenRequest } from "../support/scripted-server.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { syncNow } from "../support/syncs.js";

/** Answers the pages of a sync; everything else that a connection asks for is empty. */
let script: (request: SeenRequest, index: number) => Reply;
let lever: ScriptedServer;
let subgraph: TestSubgraph;
let connection: string;

const isOfSync = ({ path, query }: SeenRequest): boolean => path === "/opportunities" && query.has("include");
const pagesAsked = (): readonly SeenRequest[] => lever.requests.filter(isOfSync);
const rowsOf = (...ids: readonly string[]): readonly object[] =>
  ids.map((id) => ({ id, contact: `of-${id}`, emails: [`${id}@example.test`], links: [], isAnonymized: false }));

beforeEach(async () => {
  let index = 0;
  script = () => page([]);
  lever = await ScriptedServer.start((request) => (isOfSync(request) ? script(request, index++) : page([])));
  subgraph = await startSubgraph({ leverUrl: lever.url });
  connection = await subgraph.connect("a-key-of-a-scripted-lever");
});
afterEach(async () => {
  await subgraph[Symbol.asyncDispose]();
  await lever[Symbol.asyncDispose]();
});

describe("a list that is broken fails the sync instead of going on for ever", () => {
  test.each<readonly [string, (request: SeenRequest, index: number) => Reply]>([
    ["it goes round in a loop", (_, index) => page(rowsOf(`o${index}`), index % 2 === 0 ? "a" : "b")],
    ["it has pages without rows, on and on", (_, index) => page([], `t${index}`)],
    ["it is no list", () => json({ data: "nothing" })],
  ])("%s", async (_, broken) => {
    script = broken;
    expect(await syncNow(subgraph, connection)).toMatchObject({ state: "FAILED", lastError: "ATS_BAD_RESPONSE" });
    expect(pagesAsked().length).toBeLessThan(10);
  });

  test("and one whose every token is refused fails after some new beginnings", async () => {
    script = ({ query }) => (query.has("offset") ? refusal(400) : page(rowsOf("o1"), "t"));
    expect(await syncNow(subgraph, connection)).toMatchObject({ state: "FAILED", lastError: "ATS_REJECTED" });
    expect(pagesAsked().filter(({ query }) => !query.has("offset")).length).toBeLessThan(6);
  });
});

test("rows that can't be read are passed over, and half a character names nobody", async () => {
  script = () => page([{}, { id: "o2" }, { ...rowsOf("o1")[0], emails: ["\ud800@example.test"] }]);
  expect(await syncNow(subgraph, connection)).toMatchObject({ state: "IDLE", processed: 3 });
  expect(subgraph.log.filter((line) => line.includes("outside failed"))).toEqual([]);
});

test("a token is sent back as it came", async () => {
  const token = "%5B1%2C1750233409740%2C%22a%22%5D";
  script = (_, index) => (index === 0 ? page(rowsOf("o1"), token) : page(rowsOf("o2")));
  expect(await syncNow(subgraph, connection)).toMatchObject({ state: "IDLE", processed: 2 });
  expect(pagesAsked()[1]?.query.get("offset")).toBe(token);
});
