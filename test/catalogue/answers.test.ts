import { createServer, type AddressInfo, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { untilStatus } from "../support/connections.js";
import { ManualClock } from "../support/manual-clock.js";
import { hang, json, page, refusal, type Reply, ScriptedServer, text } from "../support/scripted-server.js";
import type { Answer } from "../support/subgraph.js";
import { canariesIn } from "./canaries.js";
import { FaultWorld } from "./fault-world.js";

const REASONS = "/v1/archive_reasons";
const MIB = 2 ** 20;

let clock: ManualClock;
let world: FaultWorld;

beforeEach(async () => {
  clock = new ManualClock();
  world = await FaultWorld.start({ clock });
});
afterEach(async () => {
  const leaks = await world.leaks();
  await world[Symbol.asyncDispose]();
  expect(leaks).toEqual({});
});

/** What goes wrong whenever the archive reasons are asked for. */
function onReasons(reply: Reply): void {
  world.meddle = ({ path }) => (path === REASONS ? reply : undefined);
}

const askReasons = () => world.ask("name archiveReasons { name } stages { name }");
const reasonsAsked = () => world.line.requests.filter(({ path }) => path === REASONS).length;

/** The field is null with its error, and its neighbours stand. */
function expectOneFieldLost({ data, errors }: Answer, code: string): void {
  expect(data.atsConnection).toMatchObject({ name: "Nimbus", archiveReasons: null, stages: { length: 10 } });
  expect(errors).toMatchObject([{ path: ["atsConnection", "archiveReasons"], extensions: { code, retryable: true } }]);
  expect(errors[0]?.extensions).toHaveProperty("requestId");
}

describe("a Lever that is slow", () => {
  test("with its headers is ATS_UNAVAILABLE after ten seconds, asked once, and its socket is freed", async () => {
    onReasons(hang);
    const asking = askReasons();
    await world.line.until(() => reasonsAsked() === 1);
    await world.quiet();
    await clock.advance(9_999);
    expect(world.line.open).toBe(1);
    await clock.advance(1);
    expectOneFieldLost(await asking, "ATS_UNAVAILABLE");
    await world.line.until(() => world.line.open === 0);
    expect(reasonsAsked()).toBe(1);
  });

  test("with its body is ATS_UNAVAILABLE after fifteen seconds, and its socket is freed", async () => {
    let sent = 0;
    onReasons((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[", () => sent++);
    });
    const asking = askReasons();
    await world.line.until(() => reasonsAsked() === 1);
    await world.quiet();
    expect(sent).toBe(1);
    await clock.advance(14_999);
    expect(world.line.open).toBe(1);
    await clock.advance(1);
    expectOneFieldLost(await asking, "ATS_UNAVAILABLE");
    await world.line.until(() => world.line.open === 0);
  });

  test("to shake hands is given up after three seconds, and nothing was sent", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => void sockets.push(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const LEVER_API_URL = `https://127.0.0.1:${String((mute.address() as AddressInfo).port)}/v1`;
    await world.subgraph.restart({ LEVER_API_URL });
    const startMs = clock.monotonicMs();
    const { errors } = await world.inTime(clock, world.ask("archiveReasons { name }"), 3_000);
    expect(errors).toMatchObject([{ extensions: { code: "ATS_UNAVAILABLE", retryable: true } }]);
    // Three attempts: none of them was sent.
    expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(9_000);
    expect(clock.monotonicMs() - startMs).toBeLessThan(10_000);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });
});

describe("an answer that can't be used", () => {
  test.each<readonly [string, Reply, number]>([
    ["a proxy's page", text("<html><body>Sign in, canary-api-key-Qx7f3pZ2</body></html>", "text/html"), 1],
    ["JSON that breaks off", (response) => cutInHalf(response), 2],
    ["JSON of something else", json({ data: "none" }), 1],
    ["a list of something else", json({ data: [1, "two", null], hasNext: false }), 1],
    ["nothing at all", (response) => void response.writeHead(200).end(), 1],
  ])("as %s is ATS_BAD_RESPONSE for its field alone", async (_, reply, requests) => {
    onReasons(reply);
    expectOneFieldLost(await world.inTime(clock, askReasons()), "ATS_BAD_RESPONSE");
    expect(reasonsAsked()).toBe(requests);
  });

  test("as 200 MB of JSON is given up at the limit: neither read to its end nor kept", async () => {
    let sent = 0;
    onReasons((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(256 * 1024, " ");
      const pump = (): void => {
        while (sent < 200 * MIB && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pump);
        }
      };
      pump();
    });
    expectOneFieldLost(await askReasons(), "ATS_BAD_RESPONSE");
    expect(sent).toBeLessThan(50 * MIB);
  });

  test("as a gzip bomb is measured by what comes out of it", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MIB, " "), { level: 9 });
    expect(bomb.length).toBeLessThan(MIB);
    onReasons((response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const before = process.memoryUsage().arrayBuffers;
    expectOneFieldLost(await askReasons(), "ATS_BAD_RESPONSE");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * MIB);
  });

  test("as a list whose pages go round in a loop ends, and is no list", async () => {
    onReasons(page([{ id: "r1", text: "One" }], "again"));
    expectOneFieldLost(await world.inTime(clock, askReasons()), "ATS_BAD_RESPONSE");
    expect(reasonsAsked()).toBeLessThanOrEqual(3);
  });

  test("as empty pages that promise more ends after a few, and is no list that is cut short", async () => {
    let pages = 0;
    onReasons((response, request) => page([], `page-${String(++pages)}`)(response, request));
    expectOneFieldLost(await world.inTime(clock, askReasons()), "ATS_BAD_RESPONSE");
    expect(reasonsAsked()).toBeLessThanOrEqual(6);
  });
});

describe("a redirect", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "//elsewhere.test/v1/x",
    "file:///etc/passwd",
    "http://[::1]:1/",
  ])("to %s is not followed", async (location) => {
    onReasons((response) => void response.writeHead(302, { location }).end());
    expectOneFieldLost(await askReasons(), "ATS_BAD_RESPONSE");
    expect(reasonsAsked()).toBe(1);
  });

  test("to another server of this very machine sends nothing there: neither the key nor a packet", async () => {
    await using inside = await ScriptedServer.start(() => json({ data: [] }));
    onReasons((response) => void response.writeHead(307, { location: `${inside.url}/v1/archive_reasons` }).end());
    expectOneFieldLost(await askReasons(), "ATS_BAD_RESPONSE");
    expect([inside.requests, inside.sockets.size]).toEqual([[], 0]);
  });
});

describe("a storm of 503", () => {
  test("is left alone after ten requests and tried with one again; what is old enough to be told is marked", async () => {
    const ids = world.opportunityIds(30);
    const [known = "", ...unknown] = ids;
    expect((await world.readOne(known)).errors).toEqual([]);
    // Too old to be served as it is.
    await clock.advance(60_000);
    const requests = (): number => world.line.requests.length;
    const before = requests();
    world.meddle = () => refusal(503);
    for (const id of unknown.slice(0, 15)) {
      const { errors } = await world.inTime(clock, world.readOne(id));
      expect(errors).toMatchObject([{ extensions: { code: "ATS_UNAVAILABLE", retryable: true } }]);
    }
    expect(requests() - before).toBe(10);
    const { errors } = await world.readOne(unknown[20] ?? "");
    expect(errors[0]?.extensions["retryAfterMs"]).toBeGreaterThan(0);
    const stale = await world.inTime(clock, world.readOne(known));
    expect([stale.errors, stale.data.atsOpportunity.externalId]).toEqual([[], known]);
    expect(stale.extensions["warnings"]).toMatchObject([{ code: "STALE" }]);
    expect(requests() - before).toBe(10);

    await clock.advance(5_000);
    world.meddle = () => undefined;
    expect((await world.inTime(clock, world.readOne(unknown[21] ?? ""))).errors).toEqual([]);
    expect((await world.readOne(unknown[22] ?? "")).errors).toEqual([]);
    expect(requests() - before).toBe(12);
  });

  test("of one customer's Lever opens nobody else's breaker", async () => {
    const globex = { account: "globex" };
    const other = await world.connect(globex, EVERYTHING_KEY);
    const authorization = `Basic ${Buffer.from(`${EVERYTHING_KEY}:`).toString("base64")}`;
    world.meddle = ({ headers }) => (headers.authorization === authorization ? undefined : refusal(503));
    for (const id of world.opportunityIds(12)) await world.inTime(clock, world.readOne(id));
    const [id = ""] = world.opportunityIds(1);
    expect((await world.readOne(id, globex, other)).errors).toEqual([]);
    expect((await world.readOne(id)).errors).toHaveLength(1);
  });
});

test("a key that Lever takes no more is said so after one request, and neither key nor header is told", async () => {
  onReasons(refusal(401, "Unauthorized", "Invalid key"));
  const { errors } = await askReasons();
  expect(errors).toMatchObject([{ extensions: { code: "ATS_CREDENTIALS_INVALID", retryable: false } }]);
  expect(reasonsAsked()).toBe(1);
  await untilStatus(world.subgraph, world.connectionId, "INVALID_CREDENTIALS");
});

test("a hundred references of which one is gone and one always fails: each in its place, the other 98 there", async () => {
  const ids = world.opportunityIds(100);
  // On no list: both are asked for by themselves.
  for (const index of [7, 42]) world.sandbox.data.opportunities.delete(ids[index] ?? "");
  world.meddle = ({ path }) => (path.endsWith(ids[42] ?? "none") ? refusal(500) : undefined);
  const them = ids.map((id) => ({ __typename: "Opportunity", id: `${world.connectionId}.${id}` }));
  const source = "query ($them: [_Any!]!) { _entities(representations: $them) { ... on Opportunity { externalId } } }";
  const { data, errors } = await world.inTime(clock, world.query(source, { them }));
  const found = (data._entities as ({ externalId: string } | null)[]).map((one) => one?.externalId ?? null);
  expect(found).toEqual(ids.map((id, index) => (index === 7 || index === 42 ? null : id)));
  expect(errors).toMatchObject([{ path: ["_entities", 42], extensions: { code: "ATS_UNAVAILABLE" } }]);
});

test("the canary is seen by its own account, and by nobody else", async () => {
  const opportunity = { id: `${world.connectionId}.${world.canaryId}` };
  const source = "query ($id: ID!) { atsOpportunity(id: $id) { name emails phones { value } notes { text } } }";
  const own = await world.query(source, opportunity);
  expect(JSON.stringify(own.data)).toMatch(/Canary Quillfeather.*canary note/);
  const others = await world.query(source, opportunity, { account: "globex" });
  expect([others.data.atsOpportunity, others.errors]).toEqual([null, []]);
  expect(canariesIn(JSON.stringify(world.line.requests))).toHaveLength(1);
});

function cutInHalf(response: Parameters<Reply>[0]): void {
  const body = JSON.stringify({ data: [{ id: "r1", text: "One" }], hasNext: false });
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
