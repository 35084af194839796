import { expect, test } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { hasRedis, NO_REDIS, RedisServer } from "../support/redis.js";
import { until } from "../support/until.js";

const OTHER = { account: "acme-of-others" };

/** The keys of values of a connection. */
async function valuesOf(redis: RedisServer, account: string, connectionId: string): Promise<readonly string[]> {
  const store = await redis.connect();
  try {
    const keys = await (await store.getClient()).keys("*:value:*");
    return (keys as readonly string[]).filter((key) => key.includes(JSON.stringify([account, connectionId])));
  } finally {
    await store.disconnect();
  }
}

async function look(subgraph: TestSubgraph, connectionId: string, as = {}): Promise<void> {
  const query = `query ($id: ID!) { atsConnection(id: $id) { stages { name } opportunities(first: 5) { nodes { name } } } }`;
  expect((await subgraph.query(query, { id: connectionId }, as)).errors).toEqual([]);
}

test.skipIf(!hasRedis())(
  `what replicas share of a connection is gone from Redis when one of its people is purged, and nobody else's is${hasRedis() ? "" : ` (${NO_REDIS})`}`,
  async () => {
    await using redis = await RedisServer.start();
    await using subgraph = await startSubgraph({
      sandbox: { opportunities: 20 },
      environment: { REDIS_URL: redis.url, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}` },
    });
    const own = await subgraph.connect();
    const others = await subgraph.connect(undefined, OTHER);
    await look(subgraph, own);
    await look(subgraph, others, OTHER);
    // Redis is told behind the answers.
    const kept = await until(
      async () => [await valuesOf(redis, "acme", own), await valuesOf(redis, OTHER.account, others)] as const,
      (both) => both.every(({ length }) => length > 1),
    );
    const [row] = subgraph.sandbox.data.opportunities.values();
    const { data } = await subgraph.query(
      `mutation ($input: PurgeAtsCandidateInput!) { purgeAtsCandidate(input: $input) { userErrors { code } } }`,
      { input: { candidateId: `${own}.${row?.contact ?? ""}` } },
    );
    expect(data.purgeAtsCandidate).toEqual({ userErrors: [] });
    expect(await valuesOf(redis, "acme", own)).toEqual([]);
    expect(await valuesOf(redis, OTHER.account, others)).toEqual(expect.arrayContaining([...kept[1]]));
  },
);
