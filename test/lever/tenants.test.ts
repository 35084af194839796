import { expect, test } from "vitest";
import type { LeverClient, LeverTarget } from "../../src/lever/client.js";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { LeverError } from "../../src/lever/errors.js";
import { object, page, type Reply, type SeenRequest } from "../support/scripted-server.js";
import { Replicas } from "./replicas.js";
import { SeededRandom } from "./seeded-random.js";
import { ScriptedStore } from "./shared-stores.js";
import { Costs, type Harness, opportunities, opportunity, type Row, stages, target } from "./support.js";

const ACCOUNTS = 20;
const WAVES = 20;
const WAVE_SIZE = 100;
const IDS = ["o1", "o2", "o3"];

const change = defineEndpoint<Row>({
  method: "PUT",
  path: "/opportunities/:opportunity/stage",
  permission: "change stage",
  documentation: "Opportunities > Update opportunity stage",
});

/** Lets so many rounds of everything else go first. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lever for many keys: each sees its own rows, which say whose they are and how often they were written. */
class ManyTenants {
  readonly versions = new Map<string, number>();

  constructor(private readonly random: SeededRandom) {}

  readonly answer = (request: SeenRequest): Reply => {
    const stamp = Buffer.from((request.headers.authorization ?? "").slice("Basic ".length), "base64").toString();
    const [early, late] = [this.random.below(4), this.random.below(20)];
    return async (response, seen) => {
      await turns(early);
      if (request.method === "PUT") this.versions.set(stamp, (this.versions.get(stamp) ?? 0) + 1);
      const version = this.versions.get(stamp) ?? 0;
      await turns(late);
      const row = { id: request.path, stamp, version, confidential: request.query.get("confidentiality") === "all" };
      const isList = /\/(opportunities|stages)$/.test(request.path);
      await (isList ? page([row]) : object(row))(response, seen);
    };
  };
}

/** What one caller found, or what is wrong with it. */
class Witness {
  readonly wrong: string[] = [];
  readonly costs = new Costs();
  readonly ended = { answered: 0, aborted: 0, written: 0 };
  /** The writes of each key that were over before something was asked. */
  readonly written = new Map<string, number>();

  saw(row: Row | undefined, own: LeverTarget, leastVersion: number, seesConfidential: boolean | null): void {
    const stamp = `${own.credential.secret}:`;
    if (row?.["stamp"] !== stamp) this.wrong.push(`${stamp} was given ${String(row?.["stamp"])}`);
    if (Number(row?.["version"]) < leastVersion) this.wrong.push(`${stamp} was given a version from before a write`);
    if (seesConfidential === false && row?.["confidential"] === true) this.wrong.push(`${stamp} saw confidential rows`);
    this.ended.answered++;
  }
}

/** Two connections of each account, with ids that all accounts share, each with a key of its own. */
function everybody(): LeverTarget[] {
  return Array.from({ length: ACCOUNTS }, (_, account) =>
    ["c1", "c2"].map((connectionId) =>
      target({
        accountId: `account-${account}`,
        connectionId,
        credential: { kind: "apiKey", secret: `key-${account}-${connectionId}` },
        fingerprint: `f-${account}-${connectionId}`,
        confidentialAccess: account % 2 === 0,
      }),
    ),
  ).flat();
}

const reads: readonly ((client: LeverClient, id: string) => Promise<{ row: Row | undefined; isList: boolean }>)[] = [
  async (client, id) => ({ row: (await client.one(opportunity, { opportunity: id })).value, isList: false }),
  async (client) => ({ row: (await client.page(opportunities, {}, {})).rows[0], isList: true }),
  async (client) => ({ row: (await client.all(opportunities, {})).value[0], isList: true }),
  async (client) => {
    for await (const { rows } of client.pages(opportunities, {})) return { row: rows[0], isList: true };
    return { row: undefined, isList: true };
  },
  async (client, id) => {
    const [kept] = await client.entities.getMany<Row>("opportunity", [id]);
    if (kept) return { row: kept.value, isList: false };
    const read = await client.one(opportunity, { opportunity: id });
    await client.entities.setMany("opportunity", [[id, read]], 30_000);
    return { row: read.value, isList: false };
  },
];

async function act(lever: Harness, own: LeverTarget, random: SeededRandom, witness: Witness): Promise<void> {
  await turns(random.below(40));
  const controller = new AbortController();
  const seesConfidential = random.chance(0.5);
  const noCache = random.chance(0.05);
  const scope = lever.scope({ seesConfidential, noCache, signal: controller.signal, report: witness.costs });
  const client = lever.pool.client(own, scope);
  const id = random.pick(IDS);
  const leastVersion = witness.written.get(own.credential.secret) ?? 0;
  const isWrite = random.chance(0.05);
  const isReference = random.chance(0.1);
  const read = random.pick(reads);
  if (random.chance(0.2)) void turns(random.below(8)).then(() => controller.abort());
  try {
    if (isWrite) {
      const { version } = (await client.send(change, { opportunity: id }, {})) as { version: number };
      witness.written.set(own.credential.secret, Math.max(version, witness.written.get(own.credential.secret) ?? 0));
      witness.ended.written++;
    } else if (isReference) {
      witness.saw((await client.all(stages, {})).value[0], own, 0, null);
    } else {
      const { row, isList } = await read(client, id);
      witness.saw(row, own, leastVersion, isList ? client.seesConfidential : null);
    }
  } catch (error) {
    if (!(error instanceof LeverError) || !controller.signal.aborted) throw error;
    witness.ended.aborted++;
  }
}

test.each([20_260_101])(
  "nobody is ever given another's answer, nor one from before a write, whatever is asked, left and written (seed %i)",
  async (seed) => {
    const random = new SeededRandom(seed);
    const tenants = new ManyTenants(random);
    await using store = new ScriptedStore("many");
    await using lever = await Replicas.start(store, tenants.answer, { requestsPerSecond: 1_000, burst: 10_000 });
    const witness = new Witness();
    const targets = everybody();
    for (let wave = 0; wave < WAVES; wave++) {
      // Few of them in each wave, so that many ask the same at once.
      const present = Array.from({ length: 8 }, () => random.pick(targets));
      await Promise.all(
        Array.from({ length: WAVE_SIZE }, () =>
          act(random.chance(0.5) ? lever.one : lever.other, random.pick(present), random, witness),
        ),
      );
      if (random.chance(0.3)) await lever.clock.advance(random.below(40_000));
      if (random.chance(0.1)) await lever.one.pool.forget(random.pick(targets));
      if (random.chance(0.1)) await store.evict(random.chance(0.5) ? /generation/ : /value/);
    }
    expect(witness.wrong).toEqual([]);
    const { costs, ended } = witness;
    const { answered, aborted, written } = ended;
    expect(answered + aborted + written).toBe(WAVES * WAVE_SIZE);
    // The run was what it says: much was shared, served again, left and written.
    expect(Math.min(aborted, written)).toBeGreaterThan(50);
    expect(Math.min(costs.cacheHits, costs.coalesced)).toBeGreaterThan(100);
    expect(lever.requests.length).toBeLessThan(answered);
    expect(lever.errors).toEqual([]);
  },
);
