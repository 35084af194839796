import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { finished, idOf, itemsOf, movable, start } from "../graph/bulk/support.js";
import { ask, change } from "../support/connections.js";
import { buildService, ServiceProcess } from "../support/service-process.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { pdfOf, RECRUITER, upload } from "../support/uploads.js";
import { answerTo, deliver, deliveryOf, setSigningToken } from "../support/webhooks.js";

const key = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`;
const OLD = key("old");
const NEW = key("new");
const SIGNING_TOKEN = "signing-token-of-the-settings-page";

let build: string;

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
}, 120_000);
afterAll(() => rm(build, { recursive: true, force: true }));

/** What the program did, told over the service's own database. */
async function rotate({ dataDir }: TestSubgraph, environment: Readonly<Record<string, string>>) {
  await using program = new ServiceProcess(build, { DATA_DIR: dataDir, ...environment }, { program: "rotate-keys" });
  const { code } = await program.ended;
  return { code, lines: program.stdout.trim().split("\n"), stderr: program.stderr };
}

/** Leaves one of everything that is kept sealed; answers with questions that need the ring to be answered. */
async function leaveSealed(subgraph: TestSubgraph) {
  const id = await subgraph.connect();
  await setSigningToken(subgraph, id, SIGNING_TOKEN);
  const uploadId = await upload(subgraph, id, pdfOf(600_000));
  const [first, second] = movable(subgraph, 2, "offer");
  const opportunityId = `${id}.${first?.id ?? ""}`;
  const note = async () => {
    const { data } = await subgraph.query(
      `mutation ($input: AddOpportunityNoteInput!) { addOpportunityNote(input: $input) { note { id } userErrors { code } } }`,
      { input: { opportunityId, text: "Call her on Monday", idempotencyKey: "note-1" } },
      RECRUITER,
    );
    return data.addOpportunityNote as object;
  };
  const noted = await note();
  const items = [{ opportunityId: `${id}.${second?.id ?? ""}`, toStageId: `${id}.offer` }];
  const bulkId = idOf(await start(subgraph, "advanceOpportunities", items, "bulk-1"));
  await finished(subgraph, bulkId);
  return { id, uploadId, opportunityId, note, noted, bulkId };
}

/** Nothing of it needs a key that is gone. */
async function expectAllOpens(subgraph: TestSubgraph, left: Awaited<ReturnType<typeof leaveSealed>>): Promise<void> {
  const { id, uploadId, opportunityId, note, noted, bulkId } = left;
  expect((await ask(subgraph, id, "status stages { name }")).data.atsConnection).toMatchObject({ status: "ACTIVE" });
  expect(await answerTo(deliver(subgraph, id, deliveryOf(SIGNING_TOKEN)))).toBe("200");
  expect((await change(subgraph, "connectLever", { name: "Again", apiKey: FINDEM_KEY })).codes).toEqual([
    "API_KEY_ALREADY_CONNECTED",
  ]);
  subgraph.sandbox.clearRequests();
  expect(await note()).toEqual(noted);
  expect(subgraph.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  const { nodes } = await itemsOf(subgraph, bulkId);
  expect(nodes).toMatchObject([{ opportunity: { stageId: `${id}.offer` }, userErrors: [] }]);
  const { data } = await subgraph.query(
    `mutation ($input: UploadOpportunityFileInput!) { uploadOpportunityFile(input: $input) { file { id } userErrors { code } } }`,
    { input: { opportunityId, uploadId, idempotencyKey: "file-1" } },
    RECRUITER,
  );
  expect(data.uploadOpportunityFile).toMatchObject({ file: { id: expect.any(String) as string }, userErrors: [] });
}

test("rotate-keys, while the service runs, makes the old key needless", async () => {
  await using subgraph = await startSubgraph({ environment: { ENCRYPTION_KEYS: OLD }, sandbox: { opportunities: 12 } });
  const left = await leaveSealed(subgraph);
  await subgraph.restart({ ENCRYPTION_KEYS: `${NEW},${OLD}` });
  const { code, lines, stderr } = await rotate(subgraph, { ENCRYPTION_KEYS: `${NEW},${OLD}` });
  expect(stderr).toBe("");
  expect(lines).toEqual([
    "API keys of connections: 1 sealed anew, 0 before",
    "signing tokens of webhooks: 1 sealed anew, 0 before",
    "writes with an idempotency key: 1 sealed anew, 0 before",
    "names of uploads: 1 sealed anew, 0 before",
    expect.stringMatching(/^chunks of uploads: [1-9]\d* sealed anew, 0 before$/),
    "callers of bulk operations: 1 sealed anew, 0 before",
    "items of bulk operations: 1 sealed anew, 0 before",
    "outcomes of bulk operations: 1 sealed anew, 0 before",
    "secrets of the installation: 1 sealed anew, 0 before",
    "Everything is sealed under the first key of the ring: the others can go.",
  ]);
  expect(code).toBe(0);
  await subgraph.restart({ ENCRYPTION_KEYS: NEW });
  await expectAllOpens(subgraph, left);
}, 60_000);

test("rotate-keys without the old key exits 2, names the connection and the missing key, and changes nothing", async () => {
  await using subgraph = await startSubgraph({ environment: { ENCRYPTION_KEYS: OLD }, sandbox: { opportunities: 12 } });
  const left = await leaveSealed(subgraph);
  const { code, lines } = await rotate(subgraph, { ENCRYPTION_KEYS: NEW });
  expect(code).toBe(2);
  expect(lines).toContain("API keys of connections: 0 sealed anew, 0 before, 1 can't be opened");
  expect(lines).toContain(`  API keys of connections, connection ${left.id}: The key ring has no key old (1)`);
  expect(lines).toContain("What can't be opened needs a key that is missing here: put it back, then run again.");
  expect(lines.join("\n")).not.toContain("note-1");
  await expectAllOpens(subgraph, left);
}, 60_000);

test("rotate-keys exits 78 over a wrong ring, and 1 where the database can't be opened, without a secret", async () => {
  await using subgraph = await startSubgraph({ sandbox: { opportunities: 12 } });
  const wrong = await rotate(subgraph, { ENCRYPTION_KEYS: "new:canary" });
  expect(wrong.code).toBe(78);
  expect(wrong.stderr).toContain("ENCRYPTION_KEYS: ");
  expect(wrong.stderr).not.toContain("canary");
  const away = await rotate(subgraph, {
    ENCRYPTION_KEYS: NEW,
    DATABASE_URL: "postgres://lever:canary@127.0.0.1:1/lever",
  });
  expect(away.code).toBe(1);
  expect(away.stderr).toContain("The durable state can't be reached");
  expect(away.stderr).not.toMatch(/canary|at .*\.[jt]s/);
}, 60_000);
