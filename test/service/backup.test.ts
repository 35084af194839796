import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeOnPostgres, postgresUrl } from "../store/databases.js";
import { createDatabase, dropDatabase, findPostgres, NO_POSTGRES } from "../support/postgres.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

const run = promisify(execFile);
const FILE = "findem-lever.db";
const KEY_FILE = "encryption-key";
const NORA = { email: "nora.lind@nimbusrobotics.test" };
const NOTE = `mutation ($input: AddOpportunityNoteInput!) { addOpportunityNote(input: $input) { note { id } userErrors { code } } }`;

let restored: string;
let first: TestSubgraph;
let connectionId: string;

beforeEach(async () => void (restored = await mkdtemp(join(tmpdir(), "findem-lever-restored-"))));
afterEach(() => rm(restored, { recursive: true, force: true }));

/** Writes a note; answers with its id. */
async function note(subgraph: TestSubgraph, key: string): Promise<string> {
  const [row] = first.sandbox.data.opportunities.keys();
  const input = { opportunityId: `${connectionId}.${row ?? ""}`, text: key, idempotencyKey: key };
  const { data, errors } = await subgraph.query(NOTE, { input }, NORA);
  expect([errors, data.addOpportunityNote.userErrors]).toEqual([[], []]);
  return data.addOpportunityNote.note.id as string;
}

const posts = (): number => first.sandbox.requests.filter(({ method }) => method === "POST").length;
const keys = Array.from({ length: 20 }, (_, index) => `key-${String(index)}`);

/** The connection works, what was done before is on record and not done again, and the log of it is there. */
async function expectWhole(subgraph: TestSubgraph, noteId: string): Promise<void> {
  first.sandbox.clearRequests();
  const source = `query ($id: ID!) { atsConnection(id: $id) { status stages { name } auditLog(first: 50) { nodes { action } } } }`;
  const { data, errors } = await subgraph.query(source, { id: connectionId });
  expect(errors).toEqual([]);
  expect(data.atsConnection).toMatchObject({ status: "ACTIVE", stages: { length: 10 } });
  expect(data.atsConnection.auditLog.nodes.length).toBeGreaterThanOrEqual(1);
  expect(await note(subgraph, "before")).toBe(noteId);
  expect(posts()).toBe(0);
  await note(subgraph, "after");
  expect(posts()).toBe(1);
}

describe("a copy of the SQLite database", () => {
  /** As it is described: with SQLite's own command, while the service runs. */
  function backUp(): void {
    const database = new Libsql(join(first.dataDir, FILE));
    database.exec(`vacuum into '${join(restored, FILE)}'`);
    database.close();
  }

  async function begin(): Promise<string> {
    first = await startSubgraph({ sandbox: { opportunities: 12 } });
    connectionId = await first.connect();
    const noteId = await note(first, "before");
    const writing = keys.map((key) => note(first, key));
    backUp();
    await Promise.all(writing);
    return noteId;
  }

  test("made while it is written to is whole, with its key file beside it", async () => {
    const noteId = await begin();
    await copyFile(join(first.dataDir, KEY_FILE), join(restored, KEY_FILE));
    await using again = await startSubgraph({ leverUrl: first.sandbox.url, environment: { DATA_DIR: restored } });
    await expectWhole(again, noteId);
    await first[Symbol.asyncDispose]();
  });

  test("opens no API key without the key file", async () => {
    await begin();
    await using again = await startSubgraph({ leverUrl: first.sandbox.url, environment: { DATA_DIR: restored } });
    const { data } = await again.query("{ atsConnections { id status } }");
    expect(data.atsConnections).toEqual([{ id: connectionId, status: "SECRET_UNREADABLE" }]);
    await first[Symbol.asyncDispose]();
  });
});

describeOnPostgres("a dump of the PostgreSQL database", () => {
  test("made while it is written to is whole, with the key ring it was made with", async () => {
    const programs = await findPostgres();
    if (programs === null) throw new Error(NO_POSTGRES);
    const server = await postgresUrl();
    const [from, to] = [await createDatabase(server), await createDatabase(server)];
    const ENCRYPTION_KEYS = `first:${Buffer.alloc(32, 7).toString("base64")}`;
    first = await startSubgraph({
      sandbox: { opportunities: 12 },
      environment: { DATABASE_URL: from, ENCRYPTION_KEYS },
    });
    connectionId = await first.connect();
    const noteId = await note(first, "before");
    const writing = keys.map((key) => note(first, key));
    const dump = join(restored, "dump");
    await run(join(programs, "pg_dump"), ["--format=custom", `--file=${dump}`, from]);
    await Promise.all(writing);
    await run(join(programs, "pg_restore"), ["--no-owner", "--exit-on-error", `--dbname=${to}`, dump]);
    const again = await startSubgraph({
      leverUrl: first.sandbox.url,
      environment: { DATABASE_URL: to, ENCRYPTION_KEYS },
    });
    await expectWhole(again, noteId);
    await again[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await Promise.all([from, to].map((url) => dropDatabase(server, url)));
  });
});
