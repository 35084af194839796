import { afterEach, describe, expect, test, vi } from "vitest";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { ManualClock } from "../support/manual-clock.js";
import { hang, refusal } from "../support/scripted-server.js";
import type { Answer } from "../support/subgraph.js";
import { FaultWorld, type Meddling } from "./fault-world.js";

const LIMITS = { LEVER_REQUESTS_PER_SECOND: "10", LEVER_BURST: "20", REQUEST_TIMEOUT_MS: "25000" };

let clock: ManualClock;
let world: FaultWorld | undefined;

afterEach(async () => {
  expect(await world?.leaks()).toEqual({});
  await world?.[Symbol.asyncDispose]();
  world = undefined;
});

/** The product with Lever's own limits, and a budget that is full. */
async function start(environment: Readonly<Record<string, string>> = {}, opportunities = 420): Promise<FaultWorld> {
  clock = new ManualClock();
  const options = { clock, sandbox: { opportunities }, environment: { ...LIMITS, ...environment } };
  world = await FaultWorld.start(options);
  await clock.advance(10_000);
  return world;
}

/** Lever's own bucket, by the same clock: who comes too fast is refused. */
class Bucket {
  taken = 0;
  refused = 0;
  #level: number;
  #asOfMs = clock.monotonicMs();

  constructor(
    public requestsPerSecond: number,
    private readonly burst: number,
  ) {
    this.#level = burst;
  }

  readonly meddle: Meddling = () => {
    const nowMs = clock.monotonicMs();
    this.#level = Math.min(this.burst, this.#level + ((nowMs - this.#asOfMs) / 1_000) * this.requestsPerSecond);
    this.#asOfMs = nowMs;
    // A fraction's rounding is not what is tested.
    if (this.#level < 1 - 1e-6) {
      this.refused++;
      return refusal(429, "TooManyRequests");
    }
    this.#level--;
    this.taken++;
    return undefined;
  };
}

const codesOf = (answers: readonly Answer[]): readonly unknown[] =>
  answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions["code"]));

test("a burst of 60 reads at once is served within what Lever's limit takes, and Lever refuses none", async () => {
  const { opportunityIds, readOne, inTime, ...its } = bound(await start());
  const lever = new Bucket(10, 20);
  its.world.meddle = lever.meddle;
  const startMs = clock.monotonicMs();
  const answers = await inTime(clock, Promise.all(opportunityIds(60).map((id) => readOne(id))));
  expect([codesOf(answers), lever.taken, lever.refused]).toEqual([[], 60, 0]);
  expect(answers.map(({ data }) => data.atsOpportunity.externalId)).toEqual(opportunityIds(60));
  expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(4_000);
  expect(clock.monotonicMs() - startMs).toBeLessThanOrEqual(4_600);
});

test("a Lever that lowers its limit to a third is followed: all is served, and few are refused", async () => {
  const { opportunityIds, readOne, inTime, ...its } = bound(await start({ REQUEST_TIMEOUT_MS: "120000" }));
  const lever = new Bucket(3, 20);
  its.world.meddle = lever.meddle;
  const answers = await inTime(clock, Promise.all(opportunityIds(150).map((id) => readOne(id))), 60_000);
  expect([codesOf(answers), lever.taken]).toEqual([[], 150]);
  expect(lever.refused).toBeLessThanOrEqual(150 * 0.05);
});

test("a Lever that refuses for ever is ATS_RATE_LIMITED within the deadline, and when to come back", async () => {
  const { inTime, ask, ...its } = bound(await start());
  its.world.meddle = () => refusal(429, "TooManyRequests");
  const startMs = clock.monotonicMs();
  const { errors, data } = await inTime(clock, ask("name archiveReasons { name }"), 30_000);
  expect(data.atsConnection).toEqual({ name: "Nimbus", archiveReasons: null });
  expect(errors).toMatchObject([{ extensions: { code: "ATS_RATE_LIMITED", retryable: true } }]);
  expect(errors[0]?.extensions["retryAfterMs"]).toBeGreaterThan(0);
  expect(clock.monotonicMs() - startMs).toBeLessThanOrEqual(25_000);
  expect(its.world.line.requests.length).toBeLessThanOrEqual(10);
});

test("what a queue of 400 has no room for before its deadline is refused at once and costs no request", async () => {
  const { opportunityIds, readOne, inTime, quiet, ...its } = bound(await start());
  const early: Answer[] = [];
  const all = opportunityIds(400).map(async (id) => {
    const answer = await readOne(id);
    if (answer.errors.length > 0) early.push(answer);
    return answer;
  });
  const startMs = clock.monotonicMs();
  await vi.waitFor(() => expect(early.length).toBeGreaterThan(100), { timeout: 20_000 });
  await quiet();
  expect(clock.monotonicMs()).toBe(startMs);
  const refusedAtOnce = early.length;
  for (const { errors } of early) {
    expect(errors).toMatchObject([{ extensions: { code: "ATS_RATE_LIMITED", retryable: true } }]);
    expect(errors[0]?.extensions["retryAfterMs"]).toBeGreaterThan(0);
  }
  const answers = await inTime(clock, Promise.all(all));
  const served = answers.filter(({ errors }) => errors.length === 0).length;
  expect(its.world.line.requests).toHaveLength(served);
  // Who is served last may find the deadline gone by a rounding.
  expect(served).toBeGreaterThanOrEqual(400 - refusedAtOnce - 2);
});

test("one key in two accounts has one budget", async () => {
  const { opportunityIds, readOne, inTime, quiet, ...its } = bound(await start());
  const globex = { account: "globex" };
  const other = await inTime(clock, its.world.connect(globex));
  await clock.advance(10_000);
  const ids = opportunityIds(60);
  const all = ids.map((id, index) => (index % 2 === 0 ? readOne(id) : readOne(id, globex, other)));
  await quiet();
  expect(its.world.line.requests).toHaveLength(20);
  expect(codesOf(await inTime(clock, Promise.all(all)))).toEqual([]);
});

test("an account whose Lever hangs under hundreds of operations delays nobody else's", async () => {
  const { opportunityIds, readOne, inTime, quiet, ...its } = bound(await start());
  const globex = { account: "globex" };
  const other = await inTime(clock, its.world.connect(globex, FINDEM_KEY));
  const authorization = `Basic ${Buffer.from(`${FINDEM_KEY}:`).toString("base64")}`;
  its.world.meddle = ({ headers }) => (headers.authorization === authorization ? undefined : hang);
  const stuck = opportunityIds(250).map((id) => readOne(id));
  await quiet();
  const startMs = clock.monotonicMs();
  const [id = ""] = opportunityIds(1);
  const answer = await readOne(id, globex, other);
  expect([answer.errors, answer.data.atsOpportunity.externalId]).toEqual([[], id]);
  expect([clock.monotonicMs() - startMs, answer.requests]).toEqual([0, 1]);
  const ends = await inTime(clock, Promise.all(stuck), 30_000);
  expect(new Set(codesOf(ends))).toEqual(new Set(["ATS_UNAVAILABLE"]));
});

describe("a sync of many pages", () => {
  test("lets a query in after one request at most, and comes to its end", async () => {
    const { inTime, readOne, quiet, ask, opportunityIds, ...its } = bound(await start({}, 3_000));
    const { requests } = its.world.line;
    const mutation = "mutation ($id: ID!) { startAtsSync(input: { connectionId: $id }) { userErrors { code } } }";
    await its.world.query(mutation, { id: its.world.connectionId });
    await quiet();
    while (requests.length < 14) {
      await clock.advance(Math.max(0, (clock.nextDueMs ?? 0) - clock.monotonicMs()));
      await quiet();
    }
    const before = requests.length;
    const [id = ""] = opportunityIds(1);
    const answer = await inTime(clock, readOne(id));
    expect(answer.errors).toEqual([]);
    const at = requests.findIndex(({ path }) => path.endsWith(id));
    expect(at - before).toBeLessThanOrEqual(1);
    const state = async (): Promise<string> => {
      const { data } = await ask("sync { state }");
      return data.atsConnection.sync.state as string;
    };
    for (let turn = 0; turn < 200 && (await state()) !== "IDLE"; turn++) {
      await clock.advance(1_000);
      await quiet();
    }
    expect(await state()).toBe("IDLE");
  });
});

/** Its methods by name. */
function bound(its: FaultWorld) {
  return {
    world: its,
    ask: its.ask.bind(its),
    readOne: its.readOne.bind(its),
    inTime: its.inTime.bind(its),
    quiet: its.quiet.bind(its),
    opportunityIds: its.opportunityIds.bind(its),
  };
}
