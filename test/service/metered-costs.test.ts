import { expect, test } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { syncNow } from "../support/syncs.js";

async function counted(url: string): Promise<readonly string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text.split("\n").filter((line) => line.startsWith("lever_requests_total"));
}

test("what background work asks of Lever is in the metrics too, apart from what callers ask", async () => {
  await using graph = await startSubgraph();
  const id = await graph.connect();
  const before = await counted(graph.url);
  expect(before.length).toBeGreaterThan(0);
  expect(before.every((line) => line.includes('lane="interactive"'))).toBe(true);
  graph.sandbox.clearRequests();
  await syncNow(graph, id);
  const pages = graph.sandbox.calls("GET /opportunities").length;
  expect(pages).toBeGreaterThan(1);
  expect(await counted(graph.url)).toContain(
    `lever_requests_total{method="GET",path="/opportunities",status="200",lane="background"} ${pages}`,
  );
});
