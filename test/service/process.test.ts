import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { graphql } from "graphql";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { openSqlite } from "../../src/store/open-database.js";
import { systemClock } from "../../src/time/system-clock.js";
import { operation, sendRaw } from "../support/raw-request.js";
import { buildService, ServiceProcess } from "../support/service-process.js";

let build: string;
let sandbox: Sandbox;
let dataDir: string;
const running: ServiceProcess[] = [];

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
  sandbox = await startSandbox({ opportunities: 20 });
}, 120_000);
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await rm(build, { recursive: true, force: true });
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "findem-lever-data-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one[Symbol.asyncDispose]()));
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Readonly<Record<string, string>> = {}): ServiceProcess {
  const service = new ServiceProcess(build, {
    ...{ PORT: "0", LEVER_API_URL: sandbox.url, DATA_DIR: dataDir },
    ...environment,
  });
  running.push(service);
  return service;
}

async function send(url: string, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const headers = { "content-type": "application/json" };
  const { status, text } = await sendRaw(`${url}/graphql`, { headers, body: operation(query, variables) });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  return { status, data: (JSON.parse(text) as { data: any }).data };
}

const CONNECT = `mutation ($key: String!) { connectLever(input: { name: "Nimbus", apiKey: $key }) { connection { id } userErrors { code } } }`;

describe("a start", () => {
  test("prints one line of JSON to stdout when it serves, and logs to stderr", async () => {
    const service = start();
    const line = JSON.parse(await service.firstLine) as object;
    expect(line).toEqual({ ready: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string });
    expect((await sendRaw(`${await service.url()}/readyz`, { method: "GET" })).status).toBe(200);
    service.signal("SIGTERM");
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(service.stdout.trim().split("\n")).toHaveLength(1);
    expect(service.stderr).toContain("ENCRYPTION_KEYS is not set");
  });

  test("publishes the schema of the sources: to be put into one file has renamed no type", async () => {
    const { data } = await send(await start().url(), "{ _service { sdl } }");
    const { schema } = createSubgraph(slices);
    const expected = await graphql({ schema, source: "{ _service { sdl } }" });
    expect(data).toEqual(JSON.parse(JSON.stringify(expected.data)));
  });

  test("with wrong variables exits 78 with one message that names every one and tells no value", async () => {
    const service = start({
      ...{ NODE_ENV: "production", PORT: "canary-port", AUTH_MODE: "none" },
      ...{ LEVER_API_URL: "http://canary.example/v1", ENCRYPTION_KEYS: "canary-key", LEVER_BURST: "-1" },
      LOG_LEVEL: "loud",
    });
    expect((await service.ended).code).toBe(78);
    expect(service.stdout).toBe("");
    for (const name of [
      ...["PORT", "AUTH_MODE", "LEVER_API_URL", "ENCRYPTION_KEYS", "LEVER_BURST", "LOG_LEVEL", "METRICS_TOKEN"],
    ]) {
      expect(service.stderr).toMatch(new RegExp(`^ +${name}: `, "m"));
    }
    expect(service.stderr).not.toMatch(/canary|at .*\.[jt]s/);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ["open to a network", { HOST: "0.0.0.0" }, "HOST"],
    ["without the gateway's secret", { AUTH_MODE: "gateway" }, "GATEWAY_SECRET"],
    ["with Lever's address inside", { LEVER_API_URL: "http://169.254.169.254/v1" }, "LEVER_API_URL"],
  ])("%s is refused with 78", async (_, environment, name) => {
    const service = start(environment);
    expect((await service.ended).code).toBe(78);
    expect(service.stderr).toContain(`${name}: `);
  });

  test("on a port that is taken exits 1 and says so", async () => {
    const first = start();
    const port = new URL(await first.url()).port;
    const second = start({ PORT: port });
    expect((await second.ended).code).toBe(1);
    expect(second.stderr).toContain("EADDRINUSE");
    expect(second.stdout).toBe("");
  });

  test("over a database that a newer version has migrated exits 1 and names it", async () => {
    const { kysely, close } = await openSqlite(dataDir, systemClock);
    await sql`insert into findem_lever_migration (name, timestamp) values ('9999-from-the-future', '2099')`.execute(
      kysely,
    );
    await close();
    const service = start();
    expect((await service.ended).code).toBe(1);
    expect(service.stdout).toBe("");
    expect(service.stderr).toContain("newer version");
    expect(service.stderr).toContain("9999-from-the-future");
  });
});

describe("SIGTERM", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s ends what is under way with its answer, then exits 0",
    async (signal) => {
      const service = start();
      const url = await service.url();
      const connected = await send(url, CONNECT, { key: FINDEM_KEY });
      const id = connected.data.connectLever.connection.id as string;
      sandbox.clearRequests();
      sandbox.inject({ path: "/archive_reasons", times: 1, do: { kind: "delay", ms: 500 } });
      const underWay = send(url, "query ($id: ID!) { atsConnection(id: $id) { archiveReasons { name } } }", { id });
      await vi.waitFor(() => expect(sandbox.calls("/archive_reasons")).toHaveLength(1));
      service.signal(signal);
      const { status, data } = await underWay;
      expect(status).toBe(200);
      expect(data.atsConnection.archiveReasons).toHaveLength(12);
      expect(await service.ended).toEqual({ code: 0, signal: null });
      await expect(sendRaw(`${url}/healthz`, { method: "GET" })).rejects.toThrow(/ECONNREFUSED/);
    },
  );
});

test("SIGTERM is not held up by connections on which nothing was asked, or not to its end", async () => {
  const service = start();
  const { hostname, port } = new URL(await service.url());
  const sockets = [0, 1, 2].map(() => connect(Number(port), hostname).on("error", () => undefined));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  sockets[1]?.write("POST /graphql HTTP/1.1\r\nhost:");
  expect((await sendRaw(`${await service.url()}/readyz`, { method: "GET" })).status).toBe(200);
  service.signal("SIGTERM");
  expect(await service.ended).toEqual({ code: 0, signal: null });
  for (const socket of sockets) socket.destroy();
});

describe("a restart", () => {
  test("keeps connections, after a crash too, and sends the same key", async () => {
    const first = start();
    const { data } = await send(await first.url(), CONNECT, { key: FINDEM_KEY });
    const id = data.connectLever.connection.id as string;
    first.signal("SIGKILL");
    await first.ended;
    const url = await start().url();
    sandbox.clearRequests();
    const after = await send(url, "{ atsConnections { id status stages { name } } }");
    expect(after.data.atsConnections).toMatchObject([{ id, status: "ACTIVE", stages: { length: 10 } }]);
    expect(sandbox.requests.map(({ apiKey }) => apiKey)).toEqual([FINDEM_KEY]);
  });

  test("with another key ring serves, and says which connections it can't open", async () => {
    const ring = (name: string) => ({ ENCRYPTION_KEYS: `${name}:${randomBytes(32).toString("base64")}` });
    const first = start(ring("first"));
    await send(await first.url(), CONNECT, { key: FINDEM_KEY });
    first.signal("SIGTERM");
    await first.ended;
    const url = await start(ring("second")).url();
    const { data } = await send(url, "{ atsConnections { status } }");
    expect(data.atsConnections).toEqual([{ status: "SECRET_UNREADABLE" }]);
  });
});
