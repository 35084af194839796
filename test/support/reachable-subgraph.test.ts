import { expect, test } from "vitest";
import { some } from "../sandbox/support.js";
import { deliveriesOf, PUBLIC_ORIGIN, startReachableSubgraph } from "./reachable-subgraph.js";

test("Lever's webhooks reach the product at its public address, before and after a restart", async () => {
  await using subgraph = await startReachableSubgraph();
  const { webhooks, data } = subgraph.sandbox;
  // Paths that take no webhook, each refused in its own way.
  for (const path of ["/graphql", "/nowhere"]) {
    webhooks.addInSettings({ url: PUBLIC_ORIGIN + path, events: ["candidateStageChange"] });
  }
  const record = some(data.opportunities.values(), ({ stage }) => stage !== "offer");
  record.stage = "offer";
  const [event, state] = ["candidateStageChange", "waiting"];
  expect(await deliveriesOf(subgraph)).toEqual([
    { event, state, statuses: [403] },
    { event, state, statuses: [404] },
  ]);
  const { url } = subgraph;
  await subgraph.restart();
  expect(subgraph.url).not.toBe(url);
  await webhooks.retryNow();
  expect(await deliveriesOf(subgraph)).toEqual([
    { event, state, statuses: [403, 403] },
    { event, state, statuses: [404, 404] },
  ]);
});
