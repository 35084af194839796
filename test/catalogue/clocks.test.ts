import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock } from "../support/manual-clock.js";
import { FaultWorld } from "./fault-world.js";

const HOUR_MS = 60 * 60_000;

let clock: ManualClock;
let world: FaultWorld;

beforeEach(async () => {
  clock = new ManualClock();
  world = await FaultWorld.start({ clock, environment: { LEVER_REQUESTS_PER_SECOND: "10", LEVER_BURST: "20" } });
});
afterEach(async () => {
  const leaks = await world.leaks();
  await world[Symbol.asyncDispose]();
  expect(leaks).toEqual({});
});

test.each([
  ["back by a day", -24 * HOUR_MS],
  ["forth by a day", 24 * HOUR_MS],
])("a wall clock that is set %s makes nobody wait longer than the budget does", async (_, spanMs) => {
  await clock.advance(10_000);
  const ids = world.opportunityIds(40);
  const startMs = clock.monotonicMs();
  const all = Promise.all(ids.map((id) => world.readOne(id)));
  await world.quiet();
  clock.jumpWallClock(spanMs);
  const answers = await world.inTime(clock, all);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(clock.monotonicMs() - startMs).toBeLessThanOrEqual(2_600);
});

test("what was kept before the wall clock was set back is not served as if it were of now", async () => {
  const [id = ""] = world.opportunityIds(1);
  await world.readOne(id);
  const contact = world.sandbox.data.contacts.get(world.sandbox.data.opportunities.get(id)?.contact ?? "");
  Object.assign(contact ?? {}, { name: "Renamed since" });
  clock.jumpWallClock(-24 * HOUR_MS);
  const { data, requests } = await world.inTime(clock, world.readOne(id));
  expect([data.atsOpportunity.name, requests]).toEqual(["Renamed since", 1]);
});

test("a Lever whose clock is hours off is read and written to as any other", async () => {
  for (const skewMs of [-6 * HOUR_MS, 6 * HOUR_MS]) {
    clock.jumpWallClock(skewMs);
    const input = {
      opportunityId: `${world.connectionId}.${world.canaryId}`,
      text: `Skewed by ${String(skewMs)}`,
      idempotencyKey: `key-${String(skewMs)}`,
    };
    world.sandbox.inject({ method: "POST", times: 1, do: { kind: "resetAfter" } });
    const source = `mutation ($input: AddOpportunityNoteInput!) {
      addOpportunityNote(input: $input) { note { text } userErrors { code } }
    }`;
    const sending = world.query(source, { input }, { email: "nora.lind@nimbusrobotics.test" });
    const { data, errors } = await world.inTime(clock, sending, 60_000);
    expect([errors, data.addOpportunityNote]).toEqual([[], { note: { text: input.text }, userErrors: [] }]);
    const posts = world.line.requests.filter(({ method, body }) => method === "POST" && body.includes(input.text));
    expect(posts).toHaveLength(1);
  }
});
