import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeOnPostgres } from "../store/databases.js";
import { findPostgres, NO_POSTGRES, PostgresServer } from "../support/postgres.js";
import { ManualClock } from "../support/manual-clock.js";
import { RedisServer, hasRedis } from "../support/redis.js";
import { FaultWorld } from "./fault-world.js";

const NOTE = `mutation ($input: AddOpportunityNoteInput!) {
  addOpportunityNote(input: $input) { note { id } userErrors { code retryable retryAfterMs } }
}`;

/** Nora may write. */
const NORA = { email: "nora.lind@nimbusrobotics.test" };

describeOnPostgres("while PostgreSQL is down", () => {
  let server: PostgresServer;
  let world: FaultWorld;
  let clock: ManualClock;

  beforeAll(async () => {
    const programs = await findPostgres();
    if (programs === null) throw new Error(NO_POSTGRES);
    server = await PostgresServer.start(programs);
    clock = new ManualClock();
    world = await FaultWorld.start({ clock, environment: { DATABASE_URL: server.url } });
  });
  afterAll(async () => {
    const leaks = await world.leaks();
    await world[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    expect(leaks).toEqual({});
  });
  beforeEach(() => void (world.line.requests.length = 0));

  const note = (key: string) => {
    const opportunityId = `${world.connectionId}.${world.canaryId}`;
    const input = { opportunityId, text: "Called", idempotencyKey: key };
    return world.inTime(clock, world.query(NOTE, { input }, NORA));
  };
  /** An opportunity that was seen before is waited for a moment together with others. */
  const readOne: FaultWorld["readOne"] = (...given) => world.inTime(clock, world.readOne(...given), 10);
  const called = (): number =>
    [...world.sandbox.data.notes.values()].filter(({ fields }) => fields.some(({ value }) => value === "Called"))
      .length;
  const writes = (): number => world.line.requests.filter(({ method }) => method !== "GET").length;

  test("reads go on through connections that are known, for a minute and not longer", async () => {
    const [first = "", second = ""] = world.opportunityIds(2);
    expect((await readOne(first)).errors).toEqual([]);
    await server.stop();
    const { data, errors } = await readOne(second);
    expect([errors, data.atsOpportunity.externalId]).toEqual([[], second]);
    const page = await world.ask("name opportunities(first: 100) { nodes { externalId } }");
    expect([page.errors, page.data.atsConnection.opportunities.nodes.length]).toEqual([[], 100]);
    expect((await fetch(`${world.subgraph.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${world.subgraph.url}/healthz`)).status).toBe(200);

    await clock.advance(60_001);
    const late = await readOne(first);
    expect(late.errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE", retryable: true } }]);
    await server.startAgain();
    await clock.advance(1_001);
    expect((await readOne(first)).errors).toEqual([]);
  });

  test("a write is refused before anything is sent, and done once the database is back", async () => {
    expect((await note("before")).data.addOpportunityNote.userErrors).toEqual([]);
    await server.stop();
    world.line.requests.length = 0;
    const refused = await note("during");
    expect(refused.errors).toEqual([]);
    expect(refused.data.addOpportunityNote).toMatchObject({
      note: null,
      userErrors: [{ code: "STORE_UNAVAILABLE", retryable: true }],
    });
    expect([writes(), called()]).toEqual([0, 1]);
    await server.startAgain();
    await clock.advance(1_001);
    expect((await note("during")).data.addOpportunityNote.userErrors).toEqual([]);
    expect([writes(), called()]).toEqual([1, 2]);
  });

  test("a connection that is switched off here stays off when the database goes away right after", async () => {
    const globex = { account: "globex" };
    const other = await world.connect(globex);
    const id = { id: other };
    expect((await readOne(world.canaryId, globex, other)).errors).toEqual([]);
    await world.query(
      "mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }",
      id,
      globex,
    );
    await server.stop();
    const { errors, data } = await readOne(world.canaryId, globex, other);
    expect(data.atsOpportunity).toBeNull();
    expect(errors[0]?.extensions["code"]).toMatch(/^(STORE_UNAVAILABLE|ATS_CONNECTION_DISABLED)$/);
    await server.startAgain();
    await clock.advance(1_001);
  });

  test("nobody's connection is known to anybody else", async () => {
    expect((await readOne(world.canaryId)).errors).toEqual([]);
    await server.stop();
    const { data, errors } = await readOne(world.canaryId, { account: "umbrella" });
    expect(data.atsOpportunity).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE" } }]);
    await server.startAgain();
    await clock.advance(1_001);
  });
});

test.skipIf(!hasRedis())("Redis that hangs, dies and comes back costs requests, and no answer", async () => {
  await using redis = await RedisServer.start();
  await using world = await FaultWorld.start({ environment: { REDIS_URL: redis.url } });
  const ids = world.opportunityIds(40);
  const readAll = async (from: number, to: number): Promise<void> => {
    const answers = await Promise.all(ids.slice(from, to).map((id) => world.readOne(id)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(answers.map(({ data }) => data.atsOpportunity.externalId)).toEqual(ids.slice(from, to));
  };
  await readAll(0, 10);
  redis.pause();
  await readAll(0, 20);
  redis.resume();
  await redis.stop();
  await readAll(10, 30);
  await redis.startAgain();
  await readAll(20, 40);
  expect(await world.leaks()).toEqual({});
});
