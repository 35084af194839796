import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { buildService, type ProcessLimits, ServiceProcess } from "../support/service-process.js";

const HEADERS = { "content-type": "application/json", "x-account-id": "acme", "x-user-roles": "admin" };
const CONNECT = `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { id } } }`;
const ONE = "query ($id: ID!) { atsOpportunity(id: $id) { externalId } }";
const NOTE = `mutation ($input: AddOpportunityNoteInput!) {
  addOpportunityNote(input: $input) { note { id } userErrors { code retryable } }
}`;

let build: string;
let dataDir: string;
let sandbox: Sandbox;
let service: ServiceProcess;
let connectionId: string;

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
}, 240_000);
afterAll(() => rm(build, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "findem-lever-data-"));
  sandbox = await startSandbox({ opportunities: 200, requestsPerSecond: 100_000, burst: 100_000 });
  start();
  const input = { name: "Nimbus", apiKey: FINDEM_KEY, defaultPerformAsEmail: "nora.lind@nimbusrobotics.test" };
  const { data } = await send(CONNECT, { input });
  connectionId = data.connectLever.connection.id as string;
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Readonly<Record<string, string>> = {}, limits: ProcessLimits = {}): void {
  const own = { PORT: "0", LEVER_API_URL: sandbox.url, DATA_DIR: dataDir, SYNC_INTERVAL_SECONDS: "0" };
  const budget = { LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "10000", RECONCILE_SETTLE_MS: "300" };
  service = new ServiceProcess(build, { ...own, ...budget, LOG_LEVEL: "error", ...environment }, limits);
}

async function restart(environment: Readonly<Record<string, string>> = {}, limits: ProcessLimits = {}): Promise<void> {
  service.signal("SIGTERM");
  expect(await service.ended).toEqual({ code: 0, signal: null });
  start(environment, limits);
  await service.url();
}

async function send(query: string, variables: Readonly<Record<string, unknown>>) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${await service.url()}/graphql`, { method: "POST", headers: HEADERS, body });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  const { data, errors = [] } = (await response.json()) as { data: any; errors?: { extensions: { code: string } }[] };
  return { status: response.status, data, codes: errors.map(({ extensions }) => extensions.code) };
}

const ids = (): readonly string[] => [...sandbox.data.opportunities.keys()];
const readOne = (id = "") => send(ONE, { id: `${connectionId}.${id}` });

/** Writes a note whose text is its key; answers with the codes of what went wrong. */
async function note(key: string): Promise<readonly string[]> {
  const input = { opportunityId: `${connectionId}.${ids()[0] ?? ""}`, text: key, idempotencyKey: key };
  const { data, codes } = await send(NOTE, { input });
  const { userErrors = [] } = (data?.addOpportunityNote ?? {}) as { userErrors?: readonly { readonly code: string }[] };
  return [...codes, ...userErrors.map(({ code }) => code)];
}

/** How often Lever has the note of each key. */
function inLever(keys: readonly string[]): readonly number[] {
  const texts = [...sandbox.data.notes.values()].flatMap(({ fields }) => fields.map(({ value }) => value));
  return keys.map((key) => texts.filter((text) => text === key).length);
}

const posts = (): number => sandbox.requests.filter(({ method }) => method === "POST").length;
const range = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `key-${String(index)}`);

describe("SIGTERM", () => {
  test("under two hundred operations drops no answer, loses no write, and ends with 0", async () => {
    await note("warm");
    // All sockets to Lever are taken for a while: everything else waits.
    sandbox.inject({ times: 20, do: { kind: "delay", ms: 4_000 } });
    const keys = range(40);
    const reads = ids().slice(20, 180).map(readOne);
    const writes = keys.map(note);
    const url = await service.url();
    const running = async (): Promise<number> => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/graphql_operations_running (\d+)/.exec(text)?.[1]);
    };
    await vi.waitFor(async () => expect(await running()).toBe(200), { timeout: 20_000, interval: 10 });
    service.signal("SIGTERM");
    expect((await Promise.all(reads)).map(({ status, codes }) => [status, codes])).toEqual(reads.map(() => [200, []]));
    expect(await Promise.all(writes)).toEqual(keys.map(() => []));
    expect(await service.ended).toEqual({ code: 0, signal: null });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(inLever(keys)).toEqual(keys.map(() => 1));

    // The record of each is whole: asked again, nothing is sent.
    start();
    const sent = posts();
    expect(await Promise.all(keys.map(note))).toEqual(keys.map(() => []));
    expect([posts(), inLever(keys)]).toEqual([sent, keys.map(() => 1)]);
  }, 120_000);

  test("is told to load balancers before it is felt: not ready, and requests are still taken", async () => {
    await restart({ SHUTDOWN_DELAY_MS: "3000" });
    const url = await service.url();
    service.signal("SIGTERM");
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503), {
      timeout: 3_000,
      interval: 10,
    });
    expect((await readOne(ids()[0])).codes).toEqual([]);
    expect(await service.ended).toEqual({ code: 0, signal: null });
  });
});

test("a disk that is full refuses writes before they are sent; with room again each is done, once", async () => {
  const sizes = await Promise.all((await readdir(dataDir)).map(async (name) => (await stat(join(dataDir, name))).size));
  await restart({ REQUEST_TIMEOUT_MS: "8000" }, { fileSizeKiB: Math.ceil(Math.max(...sizes) / 1_024) + 200 });
  const outcomes = new Map<string, readonly string[]>();
  for (const key of range(400)) {
    outcomes.set(key, await note(key));
    if ([...outcomes.values()].filter(([code]) => code === "STORE_UNAVAILABLE").length >= 3) break;
  }
  const keys = [...outcomes.keys()];
  const refused = keys.filter((key) => outcomes.get(key)?.[0] === "STORE_UNAVAILABLE");
  expect(refused.length).toBeGreaterThanOrEqual(3);
  expect(new Set([...outcomes.values()].flat())).toEqual(
    new Set(["STORE_UNAVAILABLE", ...[...outcomes.values()].flat().filter((code) => code === "WRITE_OUTCOME_UNKNOWN")]),
  );
  expect(inLever(refused)).toEqual(refused.map(() => 0));
  const accepted = keys.filter((key) => outcomes.get(key)?.length === 0);
  expect(inLever(accepted)).toEqual(accepted.map(() => 1));
  expect((await readOne(ids()[3])).codes).toEqual([]);

  await restart();
  for (const key of keys) await vi.waitFor(async () => expect(await note(key)).toEqual([]), { timeout: 30_000 });
  expect(inLever(keys)).toEqual(keys.map(() => 1));
}, 240_000);

test("a process that is out of file descriptors says what it can, stays, and serves again", async () => {
  await service.limitOpenFiles(64);
  const mend = sandbox.inject({ method: "GET", do: { kind: "delay", ms: 300 } });
  const ends = await Promise.allSettled([...ids(), ...ids()].map(readOne));
  mend();
  // Who could not even connect has no answer.
  const answers = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  expect(answers.length).toBeGreaterThan(0);
  for (const code of answers.flatMap(({ codes }) => codes)) {
    expect(["ATS_UNAVAILABLE", "STORE_UNAVAILABLE", "OVERLOADED"]).toContain(code);
  }
  await vi.waitFor(async () => expect((await readOne(ids()[0])).codes).toEqual([]), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await note("after")).toEqual([]), { timeout: 20_000 });
  expect(inLever(["after"])).toEqual([1]);
}, 120_000);
