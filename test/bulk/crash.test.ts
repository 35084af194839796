import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { STAGES } from "../../sandbox/seed/stages.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { finished, idOf, movable, progress, start, writesByOpportunity } from "../graph/bulk/support.js";
import { askProcess, connectProcess } from "../support/ask-process.js";
import { buildService, ServiceProcess } from "../support/service-process.js";
import type { Answer, As, TestSubgraph } from "../support/subgraph.js";
import { until } from "../support/until.js";
import { RECRUITER } from "../support/uploads.js";

let build: string;
let dataDir: string;
let sandbox: Sandbox;
const running: ServiceProcess[] = [];

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
}, 240_000);
afterAll(() => rm(build, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "findem-lever-data-"));
  sandbox = await startSandbox({ opportunities: 300, requestsPerSecond: 10_000, burst: 10_000 });
});
afterEach(async () => {
  for (const one of running.splice(0)) await one[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** The service as a process of its own, asked as a recruiter of Lever's. */
class Asked implements Pick<TestSubgraph, "query" | "sandbox"> {
  readonly sandbox = sandbox;
  readonly process = new ServiceProcess(build, {
    ...{ PORT: "0", LEVER_API_URL: sandbox.url, DATA_DIR: dataDir, RECONCILE_SETTLE_MS: "500" },
    ...{ LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "1000", LOG_LEVEL: "error" },
  });

  constructor() {
    running.push(this.process);
  }

  query(query: string, variables: Readonly<Record<string, unknown>> = {}, as: As = RECRUITER): Promise<Answer> {
    return askProcess(this.process, query, variables, as);
  }

  connect(): Promise<string> {
    return connectProcess(this.process, FINDEM_KEY);
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.process.ended;
  }
}

const EXPORT = `mutation ($input: ExportProfileToAtsInput!) { exportProfileToAts(input: $input) {
  outcome opportunity { id } steps { name status } userErrors { code } } }`;

async function exporting(first: Asked) {
  const connectionId = await first.connect();
  const email = "ada.crash@new.example.test";
  const input = {
    connectionId,
    profileId: "p1",
    name: "Ada",
    emails: [email],
    note: "From Findem",
    idempotencyKey: "k1",
  };
  sandbox.clearRequests();
  const contacts = () => [...sandbox.data.contacts.values()].filter(({ emails }) => emails.includes(email));
  const candidacies = () => {
    const [contact] = contacts();
    return [...sandbox.data.opportunities.values()].filter((row) => row.contact === contact?.id);
  };
  const notes = () => [...sandbox.data.notes.values()].filter((note) => note.fields[0]?.value === "From Findem");
  return { input, contacts, candidacies, notes };
}

describe("a process that is killed", () => {
  test("between an export's create and its note: the same call writes the note alone", async () => {
    const first = new Asked();
    const { input, candidacies, notes } = await exporting(first);
    sandbox.inject({ method: "POST", path: "/opportunities/:opportunity/notes", times: 1, do: { kind: "hang" } });
    const lost = first.query(EXPORT, { input }).catch(() => null);
    await until(
      () => sandbox.calls("POST /opportunities/:opportunity/notes").length,
      (count) => count === 1,
    );
    await first.kill();
    await lost;
    expect(candidacies()).toHaveLength(1);
    expect(notes()).toHaveLength(0);

    const { data } = await new Asked().query(EXPORT, { input });
    expect(data.exportProfileToAts).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(data.exportProfileToAts.opportunity.id).toBe(`${input.connectionId}.${candidacies()[0]?.id ?? ""}`);
    expect(candidacies()).toHaveLength(1);
    expect(notes()).toHaveLength(1);
    expect(sandbox.calls("POST /opportunities")).toHaveLength(1);
  });

  test("while Lever makes the candidacy: the same call finds it and does not make another", async () => {
    const first = new Asked();
    const { input, candidacies, contacts, notes } = await exporting(first);
    // It is made, and nobody hears of it.
    sandbox.inject({ method: "POST", path: "/opportunities", times: 1, do: { kind: "resetAfter" } });
    sandbox.inject({ method: "GET", path: "/opportunities", do: { kind: "delay", ms: 100 } });
    const lost = first.query(EXPORT, { input }).catch(() => null);
    await until(
      () => candidacies().length,
      (count) => count === 1,
    );
    await first.kill();
    await lost;
    const { data } = await new Asked().query(EXPORT, { input });
    expect(data.exportProfileToAts).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(contacts()).toHaveLength(1);
    expect(candidacies()).toHaveLength(1);
    expect(notes()).toHaveLength(1);
    expect(sandbox.calls("POST /opportunities")).toHaveLength(1);
  });

  test("in the middle of a hundred moves: the next start goes on by itself, each candidacy once", async () => {
    const first = new Asked();
    const connectionId = await first.connect();
    const target = STAGES.referenceCheck.id;
    const rows = movable(first, 100, target);
    const items = rows.map(({ id }) => ({
      opportunityId: `${connectionId}.${id}`,
      toStageId: `${connectionId}.${target}`,
    }));
    sandbox.clearRequests();
    const id = idOf(await start(first, "advanceOpportunities", items, "crash"));
    await until(
      () => sandbox.calls(/^PUT/).length,
      (count) => count >= 30,
    );
    await first.kill();
    expect(rows.filter(({ stage }) => stage !== target).length).toBeGreaterThan(0);

    const second = new Asked();
    expect(await progress(second, id)).toMatchObject({ total: 100 });
    expect(await finished(second, id)).toMatchObject({ processed: 100, failed: 0 });
    expect(rows.every(({ stage }) => stage === target)).toBe(true);
    expect([...writesByOpportunity({ sandbox }).values()]).toEqual(Array<number>(100).fill(1));
  });

  test("in the middle of exports of many: each person and each note once", async () => {
    const first = new Asked();
    const connectionId = await first.connect();
    const items = Array.from({ length: 12 }, (_, index) => ({
      ...{ connectionId, profileId: `p${String(index)}`, name: "Ada", note: `Note ${String(index)}` },
      ...{ emails: [`ada${String(index)}@crash.example.test`], idempotencyKey: `key ${String(index)}` },
    }));
    sandbox.clearRequests();
    const id = idOf(await start(first, "exportProfilesToAts", items, "crash"));
    await until(
      () => sandbox.calls("POST /opportunities").length,
      (count) => count >= 4,
    );
    await first.kill();
    const second = new Asked();
    expect(await finished(second, id)).toMatchObject({ processed: 12, failed: 0 });
    const people = [...sandbox.data.contacts.values()].filter(({ emails }) =>
      emails[0]?.endsWith("@crash.example.test"),
    );
    expect(people).toHaveLength(12);
    const ids = new Set(people.map((person) => person.id));
    expect([...sandbox.data.opportunities.values()].filter(({ contact }) => ids.has(contact))).toHaveLength(12);
    const notes = [...sandbox.data.notes.values()].map(({ fields }) => fields[0]?.value ?? "");
    for (const { note } of items) expect(notes.filter((text) => text === note)).toHaveLength(1);
  });
});
