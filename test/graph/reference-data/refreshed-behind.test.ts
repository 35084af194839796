import { afterEach, beforeEach, expect, test } from "vitest";
import { ForwardClock } from "../../support/forward-clock.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { until } from "../../support/until.js";

const STAGES = `query ($id: ID!) { atsConnection(id: $id) { stages { externalId name } } }`;
const AGE_MS = 30 * 60_000;

let clock: ForwardClock;
let graph: TestSubgraph;
let id: string;

beforeEach(async () => {
  clock = new ForwardClock();
  graph = await startSubgraph({ sandbox: { opportunities: 20 }, clock });
  id = await graph.connect();
  await names();
  graph.sandbox.clearRequests();
  const [stage] = graph.sandbox.data.stages.values();
  stage!.text = "Renamed";
});
afterEach(() => graph[Symbol.asyncDispose]());

async function names(headers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { data, errors, requests, extensions } = await graph.query(STAGES, { id }, { headers });
  expect(errors).toEqual([]);
  expect(extensions["warnings"]).toBeUndefined();
  if (headers["cache-control"] === undefined) expect(requests).toBe(0);
  return data.atsConnection.stages.map(({ name }: { name: string }) => name);
}

const asked = (): readonly string[] => graph.sandbox.calls("GET /stages");

test("stages a little past their age are shown at once, and renamed ones as soon as they are read behind that", async () => {
  clock.forward(AGE_MS + 1_000);
  expect(asked()).toEqual([]);
  expect((await names())[0]).not.toBe("Renamed");
  await until(names, ([first]) => first === "Renamed");
  expect(asked()).toHaveLength(1);
});

test("whoever reads past the caches sees them as they are", async () => {
  clock.forward(AGE_MS + 1_000);
  expect((await names({ "cache-control": "no-cache" }))[0]).toBe("Renamed");
  expect(asked()).toHaveLength(1);
});

test("a connection that was switched off is asked nothing, whoever looks", async () => {
  await graph.query(
    `mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }`,
    { id },
  );
  clock.forward(AGE_MS + 1_000);
  const { errors } = await graph.query(STAGES, { id });
  expect(errors).toMatchObject([{ extensions: { code: "ATS_CONNECTION_DISABLED" } }]);
  expect(graph.sandbox.requests).toEqual([]);
});
