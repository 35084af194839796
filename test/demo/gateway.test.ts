import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CostSum } from "../../demo/gateway/cost-sum.js";
import { composeSupergraph } from "../../demo/gateway/compose-supergraph.js";
import { forwardedHeaders } from "../../demo/gateway/caller-headers.js";
import { type Gateway, startGateway } from "../../demo/gateway/start-gateway.js";
import { ask } from "../composition/federation.js";
import { json, type Reply, ScriptedServer } from "../support/scripted-server.js";

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { one: String two: Thing }
  type Thing @key(fields: "id") { id: ID! }
`;
const OTHER_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Thing @key(fields: "id") { id: ID! name: String }
`;
const COST = { requests: 2, cacheHits: 1, coalesced: 0, waitedMs: 5, budgetLeft: 9, calls: [] };

describe("the demo's gateway", () => {
  let first: ScriptedServer;
  let second: ScriptedServer;
  let gateway: Gateway;

  beforeAll(async () => {
    const costs = { extensions: { lever: COST } };
    first = await ScriptedServer.start(
      subgraph(SDL, { data: { one: "1", two: { __typename: "Thing", id: "t" } }, ...costs }),
    );
    second = await ScriptedServer.start(subgraph(OTHER_SDL, { data: { _entities: [{ name: "Thing" }] }, ...costs }));
    const subgraphs = [
      { name: "first", url: first.url, headers: { "router-authorization": "secret of the first" } },
      { name: "second", url: second.url },
    ];
    gateway = await startGateway({ port: 0, supergraphSdl: await composeSupergraph(subgraphs), subgraphs });
  });

  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
  });

  test("sends its secret to the subgraph it is for and to no other, whatever the client sends", async () => {
    await ask(`${gateway.url}/graphql`, { query: "{ two { name } }" }, { "router-authorization": "from outside" });
    expect(first.requests.at(-1)?.headers["router-authorization"]).toBe("secret of the first");
    expect(second.requests.at(-1)?.headers).not.toHaveProperty("router-authorization");
  });

  test("tells the subgraphs who calls, and that caches are to be passed by", async () => {
    const headers = { "x-account-id": "acme", "x-user-email": "nora@acme.test", "cache-control": "no-cache" };
    await ask(`${gateway.url}/graphql`, { query: "{ two { name } }" }, { ...headers, authorization: "Bearer t" });
    for (const { requests } of [first, second]) {
      expect(requests.at(-1)?.headers).toMatchObject(headers);
      expect(requests.at(-1)?.headers).not.toHaveProperty("authorization");
    }
  });

  test("adds up what the subgraphs say the operation cost, for whoever asks", async () => {
    const operation = { query: "{ two { name } }" };
    const asked = await ask(`${gateway.url}/graphql`, operation, { "x-lever-report": "1" });
    expect(asked.extensions).toEqual({ lever: { ...COST, requests: 4, cacheHits: 2, waitedMs: 10 } });
    expect(await ask(`${gateway.url}/graphql`, operation)).toEqual({ data: { two: { name: "Thing" } } });
  });
});

test("a subgraph that gives no SDL is named", async () => {
  await using broken = await ScriptedServer.start(() => json({ errors: [{ message: "no" }] }, 401));
  await expect(composeSupergraph([{ name: "broken", url: broken.url }])).rejects.toThrow(
    "The subgraph broken gave no SDL: HTTP 401",
  );
});

test("whoever names nobody is the demo's admin", () => {
  expect(forwardedHeaders({ "content-type": "application/json" })).toEqual({
    "x-account-id": "demo",
    "x-user-id": "demo-admin",
    "x-user-roles": "admin,confidential",
  });
});

test("answers without a cost add nothing to the sum", () => {
  const cost = new CostSum();
  cost.add(undefined);
  cost.add({ lever: { requests: "many" } });
  expect(cost.sum).toBeNull();
});

/** Gives its SDL to whoever composes, and one answer to everything else. */
function subgraph(sdl: string, answer: object): (request: { readonly body: string }) => Reply {
  return ({ body }) => json(body.includes("_service") ? { data: { _service: { sdl } } } : answer);
}
