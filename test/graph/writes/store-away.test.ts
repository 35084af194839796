import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { named, NOTE_CASE, SET_CASES, WriteWorld } from "./support.js";

let world: WriteWorld;
let other: Libsql.Database;

beforeAll(async () => {
  // A lock is waited for five seconds, and the payload's row is read after that. A hold outlives the operation by five.
  world = await WriteWorld.start({ environment: { REQUEST_TIMEOUT_MS: "8000" } });
  other = new Libsql(join(world.subgraph.dataDir, "findem-lever.db"));
});
afterAll(async () => {
  other.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => world.renew());
afterEach(comeBack);

/** The database takes no record any more: another process holds its lock for good. */
function goAway(): void {
  other.exec("begin immediate");
}

function comeBack(): void {
  if (other.inTransaction) other.exec("rollback");
}

const addTags = SET_CASES.find(({ mutation }) => mutation === "addOpportunityTags");
if (!addTags) throw new Error("There is no such case");

describe.each(named([addTags, NOTE_CASE]))("%s, while the database is down,", (mutation, its) => {
  test("is STORE_UNAVAILABLE, and nothing is sent; afterwards it is done", async () => {
    const input = its.input(world);
    await world.write(mutation, { ...input, dryRun: true });
    goAway();
    const { userErrors, answer } = await world.write(mutation, input);
    expect(answer.errors).toEqual([]);
    expect(userErrors).toMatchObject([{ code: "STORE_UNAVAILABLE", retryable: true }]);
    expect(userErrors[0]?.retryAfterMs).toBeGreaterThan(0);
    expect([world.sent, its.isDone(world)]).toEqual([[], false]);
    comeBack();
    expect((await world.write(mutation, input)).codes).toEqual([]);
    expect(world.sent).toEqual([its.request(world)]);
  });
});

/** The database goes away while Lever does the write. */
function goAwayMeanwhile(): void {
  const rewrite = (body: unknown): unknown => {
    goAway();
    return body;
  };
  world.fault({ method: "POST", times: 1, do: { kind: "rewrite", rewrite } });
}

describe("a database that goes away between the request and its record", () => {
  test("leaves a note of unknown fate, never 'nothing was sent'; the key's replay finds it", async () => {
    goAwayMeanwhile();
    const { userErrors } = await world.write(NOTE_CASE.mutation, NOTE_CASE.input(world));
    expect(userErrors).toMatchObject([{ code: "WRITE_OUTCOME_UNKNOWN", retryable: true }]);
    comeBack();
    await expect
      .poll(async () => (await world.write(NOTE_CASE.mutation, NOTE_CASE.input(world))).codes, { timeout: 40_000 })
      .toEqual([]);
    expect([world.sent.length, NOTE_CASE.isDone(world)]).toEqual([1, true]);
  }, 90_000);

  test("does not turn tags that were added into a failure; the audit log then says UNKNOWN", async () => {
    goAwayMeanwhile();
    const { codes } = await world.write(addTags.mutation, addTags.input(world));
    comeBack();
    expect([codes, world.sent.length, addTags.isDone(world)]).toEqual([[], 1, true]);
    expect(await world.audit("action outcome")).toEqual([{ action: addTags.mutation, outcome: "UNKNOWN" }]);
  });
});
