import { Keyv } from "keyv";
import { describe, expect, test, vi } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { startSandbox } from "../../sandbox/start-sandbox.js";
import type { BudgetSharing } from "../../src/lever/budget/replicas/replica-link.js";
import { createLeverPool } from "../../src/lever/create-pool.js";
import { BudgetRedis } from "../../src/service/budget-redis.js";
import { systemClock } from "../../src/time/system-clock.js";
import { Costs, Notices, opportunities, target } from "../lever/support.js";
import { hasRedis, NO_REDIS, RedisServer } from "../support/redis.js";
import { startSubgraph } from "../support/subgraph.js";

/** Ten times as fast as Lever's. */
const FAST = { requestsPerSecond: 100, burst: 20 };

/** One process's way to Lever, with a cache of its own: only the budget is shared. */
async function openReplica(leverUrl: string, redisUrl: string) {
  const redis = new BudgetRedis(redisUrl, systemClock);
  const said: BudgetSharing[] = [];
  const pool = createLeverPool({
    ...{ baseUrl: leverUrl, ...FAST, clock: systemClock, cache: new Keyv(), observer: new Notices() },
    ...{ meter: new Costs(), userAgent: "findem-lever-subgraph/test" },
    sharedBudget: { redis, onChange: (sharing) => void said.push(sharing) },
  });
  await vi.waitFor(() => expect(said).toHaveLength(1), 10_000);
  return {
    said,
    /** Asks for a page that nobody has asked for. */
    ask: (page: number) => {
      const scope = {
        ...{ lane: "interactive" as const, userKey: "ada", deadlineAtMs: systemClock.monotonicMs() + 20_000 },
        ...{ noCache: true, seesConfidential: false, report: new Costs() },
      };
      const key = { credential: { kind: "apiKey" as const, secret: FINDEM_KEY } };
      return pool.client(target(key), scope).page(opportunities, {}, { limit: 1, created_at_start: page });
    },
    [Symbol.asyncDispose]: async () => {
      await pool[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!hasRedis())(hasRedis() ? "with Redis" : `with Redis (${NO_REDIS})`, () => {
  test("two processes before one Lever: all they ask is answered, and never with a 429", async () => {
    await using redis = await RedisServer.start();
    await using sandbox = await startSandbox({ opportunities: 5, ...FAST });
    await using one = await openReplica(sandbox.url, redis.url);
    await using other = await openReplica(sandbox.url, redis.url);
    const pages = Array.from({ length: 150 }, (_, page) => page + 1);
    await Promise.all(pages.flatMap((page) => [one.ask(page), other.ask(1_000 + page)]));
    expect(sandbox.requests).toHaveLength(300);
    expect(new Set(sandbox.requests.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { said } of [one, other]) expect(said[0]?.kind).toBe("shared");
  });

  test("the service says that it shares, and goes on by itself once Redis is gone, which it says once", async () => {
    await using redis = await RedisServer.start();
    const environment = { REDIS_URL: redis.url, METRICS_TOKEN: "m" };
    await using subgraph = await startSubgraph({ environment });
    const metric = async () => {
      const response = await fetch(`${subgraph.url}/metrics`, { headers: { authorization: "Bearer m" } });
      return /^lever_budget_shared \d/m.exec(await response.text())?.[0];
    };
    await vi.waitFor(async () => expect(await metric()).toBe("lever_budget_shared 1"), 10_000);
    const id = await subgraph.connect();
    await redis.stop();
    await vi.waitFor(async () => expect(await metric()).toBe("lever_budget_shared 0"), 10_000);
    const { errors, data } = await subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { archiveReasons { name } rateBudget { requestsPerSecond } } }`,
      { id },
    );
    expect(errors).toEqual([]);
    expect(data.atsConnection.archiveReasons).toHaveLength(12);
    const said = subgraph.log.filter((line) => line.includes("request budget"));
    expect(said.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(["info", "warn"]);
    expect(said[1]).toContain('"replicas":1');
  });

  test("the service starts and serves while the budget's Redis is not there, if slowly, and says so", async () => {
    await using redis = await RedisServer.start();
    const { url } = redis;
    await redis.stop();
    await using subgraph = await startSubgraph({ environment: { REDIS_BUDGET_URL: url } });
    const id = await subgraph.connect();
    const { data } = await subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { rateBudget { requestsPerSecond burst } } }`,
      { id },
    );
    expect(data.atsConnection.rateBudget).toEqual({ requestsPerSecond: 1, burst: 1 });
    const said = () => subgraph.log.filter((line) => line.includes("out of reach"));
    await vi.waitFor(() => expect(said()).toHaveLength(1), 10_000);
  });
});

test("without Redis nothing is said of sharing, and the budget is the process's own", async () => {
  await using subgraph = await startSubgraph({ environment: { METRICS_TOKEN: "m" } });
  const id = await subgraph.connect();
  const { data } = await subgraph.query(
    `query ($id: ID!) { atsConnection(id: $id) { rateBudget { requestsPerSecond burst } } }`,
    { id },
  );
  expect(data.atsConnection.rateBudget).toEqual({ requestsPerSecond: 1_000, burst: 10_000 });
  expect(subgraph.log.filter((line) => line.includes("budget"))).toEqual([]);
});
