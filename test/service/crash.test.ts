import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { operation, sendRaw } from "../support/raw-request.js";
import { buildService, ServiceProcess } from "../support/service-process.js";

let build: string;
let sandbox: Sandbox;
let dataDir: string;
let service: ServiceProcess;
let connectionId: string;
let opportunity: string;

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
}, 120_000);
afterAll(() => rm(build, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "findem-lever-data-"));
  sandbox = await startSandbox({ opportunities: 12, requestsPerSecond: 1_000, burst: 1_000 });
  const row = [...sandbox.data.opportunities.values()].find(({ archived, stage }) => !archived && stage !== "offer");
  opportunity = row?.id ?? "";
  start();
  const { connectLever } = await send(
    `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { id } userErrors { code } } }`,
    { name: "Nimbus", apiKey: FINDEM_KEY, defaultPerformAsEmail: "nora.lind@nimbusrobotics.test" },
  );
  connectionId = connectLever.connection.id as string;
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the service over the same data. The time to settle and the operation's time are short: tests wait for both. */
function start(): void {
  service = new ServiceProcess(build, {
    ...{ PORT: "0", LEVER_API_URL: sandbox.url, DATA_DIR: dataDir },
    ...{ RECONCILE_SETTLE_MS: "500", REQUEST_TIMEOUT_MS: "2000" },
  });
}

async function send(query: string, input: Readonly<Record<string, unknown>>) {
  const headers = { "content-type": "application/json" };
  const body = operation(query, { input });
  const { text } = await sendRaw(`${await service.url()}/graphql`, { headers, body });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  return (JSON.parse(text) as { data: any }).data;
}

const TEXT = "Written once, whatever happens";
const NOTES = { method: "POST", path: "/opportunities/:opportunity/notes" } as const;

async function addNote() {
  const { addOpportunityNote } = await send(
    `mutation ($input: AddOpportunityNoteInput!) {
      addOpportunityNote(input: $input) { note { id text } userErrors { code retryable } }
    }`,
    { opportunityId: `${connectionId}.${opportunity}`, text: TEXT, idempotencyKey: "key-1" },
  );
  return addOpportunityNote as {
    readonly note: { readonly id: string; readonly text: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly retryable: boolean }[];
  };
}

/** As a client does that is told to try again: until it is known what became of it. */
async function untilKnown() {
  return vi.waitFor(
    async () => {
      const outcome = await addNote();
      for (const { code, retryable } of outcome.userErrors)
        expect([code, retryable]).toEqual(["WRITE_OUTCOME_UNKNOWN", true]);
      expect(outcome.note).not.toBeNull();
      return outcome;
    },
    { timeout: 40_000, interval: 100 },
  );
}

const inLever = () => [...sandbox.data.notes.values()].filter(({ fields }) => fields[0]?.value === TEXT);
const posts = (): number => sandbox.calls(`POST ${NOTES.path}`).length;

/** Kills the service as a crash does, and starts it again over what it has left. */
async function crashAndRestart(): Promise<void> {
  service.signal("SIGKILL");
  expect(await service.ended).toEqual({ code: null, signal: "SIGKILL" });
  start();
}

async function outcomes(): Promise<readonly string[]> {
  const headers = { "content-type": "application/json" };
  const query = `query ($id: ID!) { atsConnection(id: $id) { auditLog { nodes { action outcome } } } }`;
  const { text } = await sendRaw(`${await service.url()}/graphql`, {
    headers,
    body: operation(query, { id: connectionId }),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  const { data } = JSON.parse(text) as { data: any };
  const nodes = data.atsConnection.auditLog.nodes as readonly { readonly outcome: string }[];
  return nodes.map(({ outcome }) => outcome);
}

/** What a caller sees whose service dies. */
const brokenOff = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => "answered",
    () => "broken off",
  );

describe("kill -9 while a note is written", () => {
  test("between the record and the request: it is looked for, then sent, and Lever has it once", async () => {
    // It waits to be read, as if it had never left: Lever does nothing of it.
    sandbox.inject({ ...NOTES, times: 1, do: { kind: "hang" } });
    const sending = brokenOff(addNote());
    await vi.waitFor(() => expect(posts()).toBe(1));
    await crashAndRestart();
    expect(await sending).toBe("broken off");
    expect(inLever()).toEqual([]);
    const { note } = await untilKnown();
    expect(note?.text).toBe(TEXT);
    expect([inLever().length, posts()]).toEqual([1, 2]);
    expect(await addNote()).toEqual({ note, userErrors: [] });
    expect([inLever().length, posts()]).toEqual([1, 2]);
  }, 60_000);

  test("between the request and the answer: it is found, and Lever has it once", async () => {
    const rewrite = (body: unknown): unknown => {
      service.signal("SIGKILL");
      return body;
    };
    sandbox.inject({ ...NOTES, times: 1, do: { kind: "rewrite", rewrite } });
    expect(await brokenOff(addNote())).toBe("broken off");
    expect(inLever()).toHaveLength(1);
    await crashAndRestart();
    const { note } = await untilKnown();
    expect(note?.id).toBe(`${connectionId}.${opportunity}.${inLever()[0]?.id ?? ""}`);
    expect([inLever().length, posts()]).toEqual([1, 1]);
    expect(await addNote()).toEqual({ note, userErrors: [] });
    expect(await outcomes()).toContain("DONE");
  }, 60_000);

  test("twice: it is there once all the same", async () => {
    const rewrite = (body: unknown): unknown => {
      service.signal("SIGKILL");
      return body;
    };
    sandbox.inject({ ...NOTES, times: 1, do: { kind: "hang" } });
    const first = brokenOff(addNote());
    await vi.waitFor(() => expect(posts()).toBe(1));
    await crashAndRestart();
    await first;
    sandbox.inject({ ...NOTES, times: 1, do: { kind: "rewrite", rewrite } });
    await vi.waitFor(
      async () => {
        await brokenOff(addNote());
        expect(posts()).toBe(2);
      },
      { timeout: 40_000, interval: 100 },
    );
    await crashAndRestart();
    await untilKnown();
    expect([inLever().length, posts()]).toEqual([1, 2]);
  }, 120_000);
});

test("kill -9 while a stage is set: asked again, nothing is sent a second time", async () => {
  const advance = () =>
    send(
      `mutation ($input: AdvanceOpportunityInput!) {
        advanceOpportunity(input: $input) { opportunity { stageId } userErrors { code } }
      }`,
      { opportunityId: `${connectionId}.${opportunity}`, toStageId: `${connectionId}.offer` },
    );
  const rewrite = (body: unknown): unknown => {
    service.signal("SIGKILL");
    return body;
  };
  sandbox.inject({ method: "PUT", times: 1, do: { kind: "rewrite", rewrite } });
  expect(await brokenOff(advance())).toBe("broken off");
  await crashAndRestart();
  const { advanceOpportunity } = await advance();
  expect(advanceOpportunity).toEqual({ opportunity: { stageId: `${connectionId}.offer` }, userErrors: [] });
  expect(sandbox.calls("PUT /opportunities/:opportunity/stage")).toHaveLength(1);
  expect(await outcomes()).toEqual(["NOTHING_TO_DO", "UNKNOWN"]);
}, 60_000);
