import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDEM_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { onlyError } from "../../support/connections.js";
import { CASES, named, RECRUITER, RECRUITER_EMAIL, SET_CASES, type WriteCase, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());

async function start({ prepare }: WriteCase, apiKey = FINDEM_KEY): Promise<void> {
  await world.renew(apiKey);
  prepare?.(world);
}

/** Nothing was written, and nothing was asked where `requests` is 0. */
function expectNothingSent({ isDone }: WriteCase): void {
  expect(world.sent).toEqual([]);
  expect(isDone(world)).toBe(false);
}

describe.each(named(CASES))("%s", (mutation, its) => {
  test("arrives in Lever once, as Lever documents it, on behalf of the caller", async () => {
    await start(its);
    const { codes, plannedRequests, answer } = await world.write(mutation, its.input(world));
    expect([codes, answer.errors, plannedRequests]).toEqual([[], [], null]);
    expect(world.sent).toEqual([its.request(world)]);
    expect(its.isDone(world)).toBe(true);
  });

  test("as a dry run sends no write, and shows what the real one then sends", async () => {
    await start(its);
    const input = its.input(world);
    const { plannedRequests, codes } = await world.write(mutation, { ...input, dryRun: true });
    expect(codes).toEqual([]);
    expectNothingSent(its);
    await world.write(mutation, input);
    expect(plannedRequests).toHaveLength(1);
    expect(plannedRequests).toEqual(world.sent);
  });

  test("shows, as a dry run, the opportunity as it is, and leaves nothing in the audit log", async () => {
    await start(its);
    const { opportunity } = await world.write(mutation, { ...its.input(world), dryRun: true });
    expect(opportunity).toMatchObject({ id: world.opportunityId, stageId: world.id(world.row.stage) });
    expect(await world.audit()).toEqual([]);
  });

  test.each(["viewer", "confidential,eeo"])("is not for a caller of the roles %s", async (roles) => {
    await start(its);
    const { answer } = await world.write(mutation, its.input(world), { ...RECRUITER, roles });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
    expect(answer.data[mutation]).toBeNull();
    expectNothingSent(its);
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });

  test("knows nothing of another account's opportunity", async () => {
    await start(its);
    const { codes, userErrors, opportunity } = await world.write(mutation, its.input(world), {
      ...RECRUITER,
      account: "globex",
    });
    expect(codes).toEqual(["NOT_FOUND"]);
    expect(userErrors).toMatchObject([{ path: ["input", "opportunityId"], retryable: false }]);
    expect(opportunity).toBeNull();
    expect(world.subgraph.sandbox.requests).toEqual([]);
    expect(its.isDone(world)).toBe(false);
  });

  test("says NOT_FOUND of an opportunity that Lever does not have", async () => {
    await start(its);
    world.data.opportunities.delete(world.row.id);
    const { codes } = await world.write(mutation, its.input(world));
    expect(codes).toEqual(["NOT_FOUND"]);
    expect(world.sent).toEqual([]);
    expect(await world.audit()).toEqual([]);
  });

  test("sends nothing through a connection that is switched off", async () => {
    await start(its);
    await world.subgraph.query(
      `mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }`,
      { id: world.connectionId },
    );
    world.subgraph.sandbox.clearRequests();
    const { codes } = await world.write(mutation, its.input(world));
    expect(codes).toEqual(["ATS_CONNECTION_DISABLED"]);
    expect(world.subgraph.sandbox.requests).toEqual([]);
    expect(its.isDone(world)).toBe(false);
  });

  test("names the permission that the key lacks, and writes down that Lever refused it", async () => {
    await start(its, READ_ONLY_KEY);
    const { userErrors, answer } = await world.write(mutation, its.input(world));
    expect(answer.errors).toEqual([]);
    expect(userErrors).toMatchObject([
      { code: "ATS_PERMISSION_MISSING", permission: its.permission, retryable: false },
    ]);
    expect(userErrors[0]?.message).toContain(its.permission);
    expect(world.sent).toHaveLength(1);
    expect(its.isDone(world)).toBe(false);
    expect(await world.audit("action outcome")).toEqual([{ action: mutation, outcome: "REFUSED" }]);
  });

  test("tells a malformed id before anything is asked", async () => {
    await start(its);
    const { answer } = await world.write(mutation, { ...its.input(world), opportunityId: "../users?x=" });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.opportunityId" });
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });
});

describe.each(named(SET_CASES))("%s, when it is so already,", (mutation, its) => {
  test("succeeds, sends nothing, and says in the audit log that there was nothing to do", async () => {
    await start(its);
    const { opportunity: changed } = await world.write(mutation, its.input(world));
    const input = { ...its.input(world) };
    if ("expectedStageId" in input) input["expectedStageId"] = world.id(world.row.stage);
    world.subgraph.sandbox.clearRequests();
    const { codes, opportunity, plannedRequests } = await world.write(mutation, input);
    expect([codes, plannedRequests]).toEqual([[], null]);
    expect(opportunity).toEqual(changed);
    expect(world.sent).toEqual([]);
    const outcomes = await world.audit("outcome");
    expect(outcomes).toEqual([{ outcome: "NOTHING_TO_DO" }, { outcome: "DONE" }]);
  });

  test("plans nothing", async () => {
    await start(its);
    await world.write(mutation, its.input(world));
    const input = { ...its.input(world), dryRun: true };
    if ("expectedStageId" in input) input["expectedStageId"] = world.id(world.row.stage);
    expect(await world.write(mutation, input)).toMatchObject({ codes: [], plannedRequests: [] });
  });
});

const PERFORMING = CASES.filter(({ mutation }) => mutation !== "updateOpportunityNote");

describe.each(named(PERFORMING))("%s on nobody's behalf", (mutation, its) => {
  test.each([
    ["names no address", {}],
    ["has an address that Lever does not know", { email: "nobody@findem.test" }],
  ])("is refused before anything is sent, where the caller %s", async (_, caller) => {
    await start(its);
    const { codes, answer } = await world.write(mutation, its.input(world), { roles: "recruiter", ...caller });
    expect([codes, answer.errors]).toEqual([["PERFORM_AS_UNKNOWN"], []]);
    expectNothingSent(its);
    expect(await world.audit("outcome performedAs { id }")).toEqual([{ outcome: "REFUSED", performedAs: null }]);
  });

  test("is refused as a dry run too, and plans nothing", async () => {
    await start(its);
    const outcome = await world.write(mutation, { ...its.input(world), dryRun: true }, { roles: "recruiter" });
    expect(outcome).toMatchObject({ codes: ["PERFORM_AS_UNKNOWN"], plannedRequests: [] });
  });
});

test("a caller's address is compared in any case, as mail servers do", async () => {
  const [its] = SET_CASES;
  if (!its) throw new Error("There is no case");
  await start(its);
  await world.write(its.mutation, its.input(world), { ...RECRUITER, email: RECRUITER_EMAIL.toUpperCase() });
  expect(world.sent).toEqual([its.request(world)]);
});
