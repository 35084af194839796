import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { sendRaw } from "../support/raw-request.js";
import { FaultWorld } from "./fault-world.js";

let world: FaultWorld;

beforeAll(async () => void (world = await FaultWorld.start()));
beforeEach(() => void (world.line.requests.length = 0));
afterAll(async () => {
  const leaks = await world.leaks();
  await world[Symbol.asyncDispose]();
  expect(leaks).toEqual({});
});

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(" ");
const nested = (levels: number, inner = "id"): string =>
  levels === 0 ? inner : `opportunities(first: 1) { nodes { connection { ${nested(levels - 1, inner)} } } }`;
const introspected = (levels: number): string => (levels === 0 ? "name" : `ofType { ${introspected(levels - 1)} }`);

describe("what asks for too much is refused before anything is sent", () => {
  test.each<readonly [string, string, string]>([
    ["ten thousand aliases", `{ atsConnections { ${times(4_900, (n) => `a${String(n)}: id`)} } }`, "tokens|aliases"],
    ["a depth of fifty", `{ atsConnections { ${nested(17)} } }`, "depth"],
    ["two hundred thousand tokens", `{ atsConnections { ${times(200_000, () => "id")} } }`, "tokens"],
    [
      "a bomb of fragments",
      `{ atsConnections { ...F0 } } ${times(40, (n) => `fragment F${String(n)} on AtsConnection { a: id ...F${String(n + 1)} ...F${String(n + 1)} }`)} fragment F40 on AtsConnection { a: id }`,
      "aliases",
    ],
    [
      "introspection of everything's everything",
      `{ __schema { types { fields { type { ${introspected(40)} } } } } }`,
      "depth",
    ],
  ])("%s", async (_, source, limit) => {
    const { status, data, errors } = await world.query(source);
    expect([status, data]).toEqual([400, undefined]);
    expect(errors).toMatchObject([{ extensions: { code: "QUERY_TOO_COMPLEX", retryable: false } }]);
    expect(errors[0]?.extensions["limit"]).toMatch(new RegExp(`^(${limit})$`));
    expect(world.line.requests).toEqual([]);
  });

  test("a thousand million rows", async () => {
    const { errors } = await world.ask("opportunities(first: 1000000000) { nodes { id } }");
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "first" } }]);
    expect(world.line.requests).toEqual([]);
  });

  test("a hundred thousand references", async () => {
    const source = "query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }";
    const ask = (count: number) => {
      const them = Array.from({ length: count }, () => ({ __typename: "AtsStage", id: `${world.connectionId}.offer` }));
      return world.query(source, { them });
    };
    expect((await ask(100_000)).status).toBe(413);
    expect((await ask(20_000)).errors).toMatchObject([
      { extensions: { code: "QUERY_TOO_COMPLEX", limit: "representations" } },
    ]);
    expect(world.line.requests).toEqual([]);
  });

  test("a batch of operations in one request", async () => {
    const one = { query: `{ atsConnections { opportunities(first: 1) { nodes { id } } } }` };
    const headers = { "content-type": "application/json" };
    const { status, text } = await sendRaw(`${world.subgraph.url}/graphql`, {
      headers,
      body: JSON.stringify([one, one]),
    });
    expect([status, Object.keys(JSON.parse(text) as object)]).toEqual([400, ["errors"]]);
    expect(world.line.requests).toEqual([]);
  });
});

test("what is no id never becomes part of a request: Lever sees whole segments, or nothing", async () => {
  for (const bad of [
    "../users?x=",
    "a/../../users",
    "a%2F..%2Fusers",
    "a\r\nHost: evil",
    "a\u0000",
    "x".repeat(10_000),
    ".",
  ]) {
    const { data, errors } = await world.readOne(bad);
    expect(data.atsOpportunity).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "id" } }]);
  }
  expect(world.line.requests).toEqual([]);
});

test("two accounts that ask the same at once under hang-ups see their own rows and no others", async () => {
  const globex = { account: "globex" };
  const other = await world.connect(globex, EVERYTHING_KEY);
  // Lever stamps what it says with the key that it was asked with.
  world.meddle = ({ path, headers }) => {
    if (!path.startsWith("/v1/opportunities/")) return undefined;
    const key = Buffer.from((headers.authorization ?? "").slice("Basic ".length), "base64")
      .toString()
      .slice(0, -1);
    const whose = key === EVERYTHING_KEY ? "globex" : "acme";
    const row = world.sandbox.data.opportunities.get(path.slice("/v1/opportunities/".length));
    const stamped = { id: row?.id, contact: row?.contact, stage: row?.stage, name: whose, createdAt: row?.createdAt };
    return (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      // Half of the answer comes in another turn, so that there is something to hang up on.
      const body = JSON.stringify({ data: stamped });
      response.write(body.slice(0, 20), () => setImmediate(() => response.end(body.slice(20))));
    };
  };
  const ids = world.opportunityIds(20);
  const wrong: unknown[] = [];
  let answered = 0;
  const askAs = async (account: string, connectionId: string, id: string, hangsUp: boolean): Promise<void> => {
    const controller = new AbortController();
    const query = "query ($id: ID!) { atsOpportunity(id: $id) { name } }";
    const body = JSON.stringify({ query, variables: { id: `${connectionId}.${id}` } });
    const headers = { "content-type": "application/json", "x-account-id": account, "cache-control": "no-cache" };
    const sending = fetch(`${world.subgraph.url}/graphql`, {
      method: "POST",
      headers,
      body,
      signal: controller.signal,
    });
    if (hangsUp) setImmediate(() => controller.abort());
    const text = await sending.then((response) => response.text()).catch(() => null);
    if (text === null) return;
    answered++;
    const { data } = JSON.parse(text) as { data: { atsOpportunity: { name: string } | null } };
    if (data.atsOpportunity?.name !== account) wrong.push([account, text]);
  };
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      ids.flatMap((id, index) => [
        askAs("acme", world.connectionId, id, (index + round) % 5 === 0),
        askAs("globex", other, id, (index + round) % 7 === 0),
      ]),
    );
  }
  world.meddle = () => undefined;
  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThan(250);
});
