import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { EMAIL, FORM, NOTICE, personal } from "../graph/writes/application-world.js";
import { CASES, WriteWorld, type WriteSubject } from "../graph/writes/support.js";
import { askProcess, connectProcess } from "../support/ask-process.js";
import { buildService, ServiceProcess } from "../support/service-process.js";
import type { Answer, As } from "../support/subgraph.js";
import { pdfOf, RECRUITER, upload } from "../support/uploads.js";

/** The built service as a process that is killed and started again over what it has left. */
class KilledService implements WriteSubject {
  #process: ServiceProcess;

  constructor(
    readonly sandbox: Sandbox,
    readonly build: string,
    readonly dataDir: string,
  ) {
    this.#process = this.#start();
  }

  #start(): ServiceProcess {
    return new ServiceProcess(this.build, {
      ...{ PORT: "0", LEVER_API_URL: this.sandbox.url, DATA_DIR: this.dataDir, SYNC_INTERVAL_SECONDS: "0" },
      ...{ LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "10000", LOG_LEVEL: "error" },
      // Tests wait until it is settled what became of a write.
      ...{ RECONCILE_SETTLE_MS: "300" },
    });
  }

  /** As a machine that loses its power. */
  kill(): void {
    this.#process.signal("SIGKILL");
  }

  async restart(): Promise<void> {
    this.kill();
    expect(await this.#process.ended).toEqual({ code: null, signal: "SIGKILL" });
    this.#process = this.#start();
  }

  query(query: string, variables: Readonly<Record<string, unknown>> = {}, as: As = {}): Promise<Answer> {
    return askProcess(this.#process, query, variables, as);
  }

  connect(): Promise<string> {
    return connectProcess(this.#process, EVERYTHING_KEY);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    await this.sandbox[Symbol.asyncDispose]();
    await rm(this.dataDir, { recursive: true, force: true });
    await rm(this.build, { recursive: true, force: true });
  }
}

type World = WriteWorld<KilledService>;

/** One mutation, the method of its one write, and whether Lever has what it asks for, once. */
interface CrashCase {
  readonly mutation: string;
  readonly method: string;
  readonly prepare?: (world: World) => Promise<void> | void;
  readonly input: (world: World) => Readonly<Record<string, unknown>>;
  readonly isDone: (world: World) => boolean;
  readonly as?: As;
}

const ABOUT_AN_OPPORTUNITY = CASES.map((its): CrashCase => {
  const input: CrashCase["input"] = (world) => {
    // With an expected stage, repeating it is refused: it is where it was to go.
    const { expectedStageId: _, ...asked } = its.input(world);
    return { opportunityId: world.opportunityId, ...asked };
  };
  const method = /^(add|remove)/.test(its.mutation) ? "POST" : "PUT";
  return { ...its, method, input };
});

const ADA = { name: "Ada Okafor", emails: ["ada.okafor@example.test"] };
const template = ({ data }: World) => [...data.formTemplates.values()].find(({ text }) => text === "Relocation");
const openPosting = ({ data }: World) =>
  [...data.postings.values()].find((row) => row.confidentiality === "non-confidential");
const count = <Row>(rows: ReadonlyMap<string, Row>, is: (row: Row) => boolean = () => true): number =>
  [...rows.values()].filter(is).length;

let uploadId = "";

const ABOUT_OTHERS: readonly CrashCase[] = [
  {
    mutation: "createAtsOpportunity",
    method: "POST",
    input: ({ connectionId }) => ({ connectionId, ...ADA, idempotencyKey: "key-1" }),
    isDone: ({ data }) => {
      const [person, ...others] = [...data.contacts.values()].filter(({ name }) => name === ADA.name);
      return others.length === 0 && count(data.opportunities, ({ contact }) => contact === person?.id) === 1;
    },
  },
  {
    mutation: "applyToPosting",
    method: "POST",
    prepare: (world) => {
      const { data } = world;
      for (const [id, { email }] of data.applications) if (email === EMAIL) data.applications.delete(id);
      const posting = openPosting(world);
      if (!posting) throw new Error("The seed has no posting");
      posting.state = "published";
      data.applyForms.set(posting.id, { ...structuredClone(FORM), id: posting.id });
    },
    input: (world) => ({
      ...{ postingId: world.id(openPosting(world)?.id ?? ""), personalInformation: personal() },
      ...{ customQuestions: [NOTICE], idempotencyKey: "key-1" },
    }),
    isDone: ({ data }) => count(data.applications, ({ email }) => email === EMAIL) === 1,
  },
  {
    mutation: "uploadOpportunityFile",
    method: "POST",
    prepare: async (world) => {
      world.data.files.clear();
      uploadId = await upload(world.subgraph, world.connectionId, pdfOf(3_000));
    },
    input: ({ opportunityId }) => ({ opportunityId, uploadId, idempotencyKey: "key-1" }),
    isDone: ({ data }) => count(data.files) === 1,
  },
  {
    mutation: "createOpportunityForm",
    method: "POST",
    prepare: ({ data }) => data.profileForms.clear(),
    input: (world) => ({
      ...{ opportunityId: world.opportunityId, baseTemplateId: world.id(template(world)?.id ?? "") },
      ...{ values: [{ label: "Needs visa?", value: "no" }], idempotencyKey: "key-1" },
    }),
    isDone: ({ data }) => count(data.profileForms) === 1,
  },
  {
    mutation: "updateCandidateContact",
    method: "PUT",
    input: (world) => ({ candidateId: world.id(world.row.contact), location: "Oslo" }),
    isDone: ({ data, row }) => data.contacts.get(row.contact)?.location === "Oslo",
  },
  {
    mutation: "updateAtsUser",
    method: "PUT",
    input: (world) => ({ userId: world.id(world.row.owner ?? ""), jobTitle: "Head of Hiring" }),
    isDone: ({ data, row }) => data.users.get(row.owner ?? "")?.jobTitle === "Head of Hiring",
    as: { roles: "admin" },
  },
];

let world: World;

beforeAll(async () => {
  const build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
  const dataDir = await mkdtemp(join(tmpdir(), "findem-lever-data-"));
  const sandbox = await startSandbox({ opportunities: 12, requestsPerSecond: 10_000, burst: 10_000 });
  world = new WriteWorld(new KilledService(sandbox, build, dataDir));
}, 240_000);
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew(EVERYTHING_KEY));

/** Sends it; answers with the codes of what went wrong, or with "broken off" where the service dies. */
async function send({ mutation, input, as = RECRUITER }: CrashCase): Promise<readonly string[]> {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`;
  try {
    const { data, errors } = await world.subgraph.query(query, { input: input(world) }, as);
    expect(errors).toEqual([]);
    return (data[mutation].userErrors as readonly { readonly code: string }[]).map(({ code }) => code);
  } catch (error) {
    if (error instanceof TypeError) return ["broken off"];
    throw error;
  }
}

/** As a client does that is told to try again: until it is known what became of it. */
async function sendUntilKnown(its: CrashCase): Promise<void> {
  await vi.waitFor(
    async () => {
      const codes = await send(its);
      expect(["WRITE_OUTCOME_UNKNOWN", undefined]).toContain(codes[0]);
      expect(codes).toEqual([]);
    },
    { timeout: 60_000, interval: 100 },
  );
}

const writes = (): number => world.subgraph.sandbox.requests.filter(({ method }) => method !== "GET").length;

describe.each([...ABOUT_AN_OPPORTUNITY, ...ABOUT_OTHERS].map((its) => [its.mutation, its] as const))(
  "kill -9 during %s",
  (_, its) => {
    test("between the record and the request: sent again, and Lever has it once", async () => {
      await its.prepare?.(world);
      // It waits to be read, as if it had never left: Lever does nothing of it.
      const mend = world.fault({ method: its.method, do: { kind: "hang" } });
      const sending = send(its);
      await vi.waitFor(() => expect(writes()).toBe(1), { timeout: 20_000 });
      await world.subgraph.restart();
      mend();
      expect([await sending, its.isDone(world)]).toEqual([["broken off"], false]);
      await sendUntilKnown(its);
      expect([its.isDone(world), writes()]).toEqual([true, 2]);
      expect([await send(its), writes()]).toEqual([[], 2]);
    }, 120_000);

    test("between the request and the answer: Lever has it once, and nothing is sent again", async () => {
      await its.prepare?.(world);
      const rewrite = (body: unknown): unknown => {
        world.subgraph.kill();
        return body;
      };
      const mend = world.fault({ method: its.method, times: 1, do: { kind: "rewrite", rewrite } });
      expect([await send(its), its.isDone(world)]).toEqual([["broken off"], true]);
      await world.subgraph.restart();
      mend();
      await sendUntilKnown(its);
      expect([its.isDone(world), writes()]).toEqual([true, 1]);
      expect([await send(its), writes()]).toEqual([[], 1]);
    }, 120_000);
  },
);
