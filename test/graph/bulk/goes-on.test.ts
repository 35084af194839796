import { afterEach, describe, expect, test } from "vitest";
import { OTHER_ACCOUNT_KEY } from "../../../sandbox/keys.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { startSubgraph, type SubgraphOptions, type TestSubgraph } from "../../support/subgraph.js";
import { RECRUITER } from "../../support/uploads.js";
import { until } from "../../support/until.js";
import { finished, idOf, itemsOf, movable, progress, start, writesByOpportunity } from "./support.js";

const TARGET = STAGES.referenceCheck.id;
const running: TestSubgraph[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
});

async function world(options: SubgraphOptions = {}) {
  const subgraph = await startSubgraph({ ...options, sandbox: { opportunities: 300, ...options.sandbox } });
  running.push(subgraph);
  const connectionId = await subgraph.connect();
  subgraph.sandbox.clearRequests();
  const moves = (count: number) =>
    movable(subgraph, count, TARGET).map(({ id }) => ({
      opportunityId: `${connectionId}.${id}`,
      toStageId: `${connectionId}.${TARGET}`,
    }));
  return { subgraph, connectionId, moves };
}

const once = (count: number) => Array<number>(count).fill(1);

describe("a stop in the middle", () => {
  test("lets the batch under way end, and the next start does the rest, each candidacy once", async () => {
    const { subgraph, moves } = await world({ sandbox: { latencyMs: 10 } });
    const id = idOf(await start(subgraph, "advanceOpportunities", moves(100), "restart"));
    await until(
      () => subgraph.sandbox.calls(/^PUT/).length,
      (count) => count >= 10,
    );
    await subgraph.restart();
    const between = await progress(subgraph, id);
    expect(between?.processed).toBeGreaterThan(0);
    expect(await finished(subgraph, id)).toMatchObject({ processed: 100, failed: 0 });
    expect([...writesByOpportunity(subgraph).values()]).toEqual(once(100));
  });

  test("leaves no item of the batch under way undone or unreported", async () => {
    const { subgraph, moves } = await world();
    const id = idOf(await start(subgraph, "advanceOpportunities", moves(20), "drain"));
    subgraph.sandbox.inject({
      method: "PUT",
      path: "/opportunities/:opportunity/stage",
      do: { kind: "delay", ms: 100 },
    });
    await until(
      () => subgraph.sandbox.calls(/^PUT/).length,
      (count) => count > 0,
    );
    await subgraph.restart();
    const after = await progress(subgraph, id);
    expect(after?.processed).toBe(writesByOpportunity(subgraph).size);
    await finished(subgraph, id);
    expect([...writesByOpportunity(subgraph).values()]).toEqual(once(20));
  });
});

describe("a budget that is short", () => {
  test("lets items wait and finish, not fail", async () => {
    const { subgraph, moves } = await world({ sandbox: { requestsPerSecond: 60, burst: 5 } });
    const id = idOf(await start(subgraph, "advanceOpportunities", moves(60), "429"));
    expect(await finished(subgraph, id)).toMatchObject({ processed: 60, failed: 0 });
    const succeeded = subgraph.sandbox.requests.filter(({ method, status }) => method === "PUT" && status < 300);
    expect(subgraph.sandbox.requests.some(({ status }) => status === 429)).toBe(true);
    expect(succeeded).toHaveLength(60);
  });

  test("of this service's own does the same", async () => {
    const { subgraph, moves } = await world({ environment: { LEVER_REQUESTS_PER_SECOND: "30", LEVER_BURST: "3" } });
    const id = idOf(await start(subgraph, "advanceOpportunities", moves(50), "budget"));
    expect(await finished(subgraph, id)).toMatchObject({ processed: 50, failed: 0 });
    expect([...writesByOpportunity(subgraph).values()]).toEqual(once(50));
  });
});

describe("trouble with one candidacy", () => {
  test("fails it alone, and its answer that was lost is read back", async () => {
    const { subgraph, moves } = await world();
    const items = moves(4);
    const path = (place: number): string => `/opportunities/${items[place]?.opportunityId.split(".")[1] ?? ""}/stage`;
    subgraph.sandbox.inject({ method: "PUT", path: path(0), do: { kind: "status", status: 400 } });
    subgraph.sandbox.inject({ method: "PUT", path: path(1), do: { kind: "resetAfter" } });
    subgraph.sandbox.inject({ method: "PUT", path: path(2), do: { kind: "status", status: 403 } });
    const id = idOf(await start(subgraph, "advanceOpportunities", items, "trouble"));
    expect(await finished(subgraph, id)).toMatchObject({ processed: 4, failed: 2 });
    const { nodes } = await itemsOf(subgraph, id);
    expect(nodes.map(({ userErrors }) => userErrors.map(({ code, permission }) => [code, permission]))).toEqual([
      [["ATS_REJECTED", null]],
      [],
      [["ATS_PERMISSION_MISSING", "update an opportunity's stage"]],
      [],
    ]);
    expect([...writesByOpportunity(subgraph).values()]).toEqual(once(4));
  });
});

describe("another account's operation", () => {
  test("is not held up by one that is slow", async () => {
    const { subgraph, moves } = await world();
    const globex = { ...RECRUITER, account: "globex" };
    const theirs = await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "globex" });
    const { otherData } = subgraph.sandbox;
    const [their] = [...otherData.opportunities.values()].filter((row) => row.archived === null);
    const [stage] = [...otherData.stages.keys()].filter((id) => id !== their?.stage);
    const [user] = [...otherData.users.values()].filter(
      ({ deactivatedAt, accessRole }) => !deactivatedAt && /admin/.test(accessRole),
    );
    const mend = subgraph.sandbox.inject({ method: "PUT", path: /stage/, do: { kind: "delay", ms: 6_000 }, times: 1 });
    const slow = idOf(await start(subgraph, "advanceOpportunities", moves(1), "slow"));
    await until(
      () => subgraph.sandbox.calls(/^PUT/).length,
      (count) => count === 1,
    );
    const items = [{ opportunityId: `${theirs}.${their?.id ?? ""}`, toStageId: `${theirs}.${stage ?? ""}` }];
    const as = { ...globex, email: user?.email ?? "" };
    const quick = idOf(await start(subgraph, "advanceOpportunities", items, "quick", as));
    expect(await finished(subgraph, quick, as)).toMatchObject({ processed: 1, failed: 0 });
    expect(await progress(subgraph, slow)).toMatchObject({ state: "RUNNING", processed: 0 });
    mend();
  });
});
