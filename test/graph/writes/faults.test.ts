import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SandboxMishap } from "../../../sandbox/start-sandbox.js";
import type { Outcome } from "./support.js";
import { named, SET_CASES, WriteWorld } from "./support.js";

/** A write of unknown fate counts as not done after that, milliseconds. */
const SETTLE_MS = 300;

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start({
    environment: { RECONCILE_SETTLE_MS: String(SETTLE_MS), REQUEST_TIMEOUT_MS: "6000" },
  });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const NOTES = "/opportunities/:opportunity/notes";
const UNAVAILABLE = { kind: "status", status: 503 } as const;

const add = (key = "key-1", text = "Called her"): Promise<Outcome> =>
  world.write("addOpportunityNote", { text, idempotencyKey: key });
const lose = (mishap: SandboxMishap, times = 1) => world.fault({ method: "POST", path: NOTES, times, do: mishap });
const inLever = (): number => world.notesSaying("Called her").length;

describe("a note whose answer is lost after Lever has made it", () => {
  test.each<readonly [string, SandboxMishap]>([
    ["by a reset", { kind: "resetAfter" }],
    ["by a 500", { kind: "statusAfter", status: 500 }],
    ["by a 502", { kind: "statusAfter", status: 502 }],
    ["by a 503", { kind: "statusAfter", status: 503 }],
    ["by a cut in its body", { kind: "truncate" }],
    ["by an answer without the note's id", { kind: "rewrite", rewrite: () => ({ data: {} }) }],
    ["by an empty answer", { kind: "rewrite", rewrite: () => null }],
  ])("%s is found, given back, and there once", async (_, mishap) => {
    lose(mishap);
    const { codes, note, answer } = await add();
    expect([codes, answer.errors]).toEqual([[], []]);
    const [made, ...others] = world.notesSaying("Called her");
    expect(others).toEqual([]);
    expect(note).toMatchObject({ id: world.id(world.row.id, made?.id ?? ""), text: "Called her" });
    expect(world.sent).toHaveLength(1);
    expect(await world.audit("outcome")).toEqual([{ outcome: "DONE" }]);
    expect((await add()).note).toEqual(note);
    expect(world.sent).toHaveLength(1);
  });
});

describe("a note that is lost before Lever has made it", () => {
  test.each<readonly [string, SandboxMishap]>([
    ["by a reset", { kind: "reset" }],
    ["by a 500", { kind: "status", status: 500 }],
    ["by a 503", { kind: "status", status: 503 }],
    ["by the page of a proxy", { kind: "html" }],
  ])("%s is looked for, sent once more, and there once", async (_, mishap) => {
    lose(mishap);
    const { codes, note } = await add();
    expect([codes, world.sent.length, inLever()]).toEqual([[], 2, 1]);
    expect(note).toMatchObject({ text: "Called her" });
    expect(world.subgraph.sandbox.calls(`GET ${NOTES}`).length).toBeGreaterThan(0);
  });

  test("and lost again is of unknown fate, and not sent a third time", async () => {
    lose({ kind: "reset" }, 2);
    const { userErrors, note } = await add();
    expect(userErrors).toMatchObject([{ code: "WRITE_OUTCOME_UNKNOWN", retryable: true }]);
    expect(userErrors[0]?.retryAfterMs).toBeGreaterThan(0);
    expect([note, world.sent.length, inLever()]).toEqual([null, 2, 0]);
    expect(await world.audit("outcome")).toEqual([{ outcome: "UNKNOWN" }]);
    expect((await add()).codes).toEqual([]);
    expect([world.sent.length, inLever()]).toEqual([3, 1]);
  });

  test("by a 429 is sent again at once: Lever refuses before it acts", async () => {
    lose({ kind: "status", status: 429 });
    expect((await add()).codes).toEqual([]);
    expect([world.sent.length, inLever()]).toEqual([2, 1]);
  });

  test.each([400, 409, 422])("by a %i is refused, and its key is free", async (status) => {
    lose({ kind: "status", status, message: "Lever's own words" });
    const { userErrors } = await add();
    expect(userErrors).toMatchObject([{ code: "ATS_REJECTED", retryable: false }]);
    expect(userErrors[0]?.message).toContain("Lever's own words");
    expect((await add()).codes).toEqual([]);
    expect(inLever()).toBe(1);
  });
});

describe("a note of unknown fate that can't be looked for", () => {
  test.each<readonly [string, SandboxMishap, number]>([
    ["was made", { kind: "resetAfter" }, 1],
    ["was not made", { kind: "reset" }, 2],
  ])("and %s is WRITE_OUTCOME_UNKNOWN; a later replay of its key settles it", async (_, mishap, sent) => {
    lose(mishap);
    const readable = world.fault({ method: "GET", path: NOTES, do: UNAVAILABLE });
    const { userErrors, note, opportunity } = await add();
    expect(userErrors).toMatchObject([{ code: "WRITE_OUTCOME_UNKNOWN", retryable: true }]);
    expect([note, opportunity, world.sent.length]).toEqual([null, null, 1]);
    readable();
    const settled = await add();
    expect([settled.codes, settled.note?.["text"]]).toEqual([[], "Called her"]);
    expect([world.sent.length, inLever()]).toEqual([sent, 1]);
    expect(await world.audit("outcome")).toEqual([{ outcome: "DONE" }, { outcome: "UNKNOWN" }]);
  });

  test("stays so, and is not sent again, as long as it can't be looked for", async () => {
    lose({ kind: "resetAfter" });
    world.fault({ method: "GET", path: NOTES, do: { kind: "status", status: 403 } });
    for (let time = 0; time < 3; time++) expect((await add()).codes).toEqual(["WRITE_OUTCOME_UNKNOWN"]);
    expect([world.sent.length, inLever()]).toEqual([1, 1]);
  });

  test("is settled after a restart as well", async () => {
    lose({ kind: "resetAfter" });
    const readable = world.fault({ method: "GET", path: NOTES, do: UNAVAILABLE });
    await add();
    readable();
    await world.subgraph.restart();
    expect((await add()).codes).toEqual([]);
    expect([world.sent.length, inLever()]).toEqual([1, 1]);
  });

  test("does not take an older note of the same words, or a secret one, for its own", async () => {
    world.addNote("older", "Called her");
    Object.assign(world.addNote("secret", "Called her"), { secret: true, createdAt: Date.now() });
    lose({ kind: "reset" });
    const { note, codes } = await add();
    expect(codes).toEqual([]);
    expect([note?.["id"] === world.id(world.row.id, "older"), world.sent.length, inLever()]).toEqual([false, 2, 3]);
  });
});

describe.each(named(SET_CASES))("%s", (mutation, its) => {
  test.each<readonly [string, SandboxMishap]>([
    ["a reset", { kind: "resetAfter" }],
    ["a 500", { kind: "statusAfter", status: 500 }],
    ["an answer cut off", { kind: "truncate" }],
  ])("with %s after the deed is read back, and not sent again", async (_, mishap) => {
    its.prepare?.(world);
    world.fault({ method: its.request(world).method, times: 1, do: mishap });
    const { codes } = await world.write(mutation, its.input(world));
    expect([codes, its.isDone(world)]).toEqual([[], true]);
    expect(world.sent).toHaveLength(1);
    expect(await world.audit("outcome")).toEqual([{ outcome: "DONE" }]);
  });

  test.each<readonly [string, SandboxMishap]>([
    ["a reset", { kind: "reset" }],
    ["a 503", UNAVAILABLE],
    ["the page of a proxy", { kind: "html" }],
  ])("with %s before the deed is read back, and sent once more", async (_, mishap) => {
    its.prepare?.(world);
    world.fault({ method: its.request(world).method, times: 1, do: mishap });
    const { codes } = await world.write(mutation, its.input(world));
    expect([codes, its.isDone(world)]).toEqual([[], true]);
    expect(world.sent).toEqual([its.request(world), its.request(world)]);
  });

  test("that can't be read back is WRITE_OUTCOME_UNKNOWN, and asked again does what is left to do", async () => {
    its.prepare?.(world);
    const { method } = its.request(world);
    const single = mutation === "updateOpportunityNote" ? `${NOTES}/:note` : "/opportunities/:opportunity";
    world.fault({
      ...{ method, times: 1 },
      do: {
        kind: "rewrite",
        rewrite: () => {
          // A read is asked three times.
          world.fault({ method: "GET", path: single, times: 3, do: UNAVAILABLE });
          throw new Error("The sandbox breaks the connection off");
        },
      },
    });
    const { userErrors } = await world.write(mutation, its.input(world));
    expect(userErrors).toMatchObject([{ code: "WRITE_OUTCOME_UNKNOWN", retryable: true }]);
    expect(world.sent).toHaveLength(1);
    expect(await world.audit("outcome")).toEqual([{ outcome: "UNKNOWN" }]);
    const input = { ...its.input(world) };
    delete (input as Record<string, unknown>)["expectedStageId"];
    expect((await world.write(mutation, input)).codes).toEqual([]);
    expect([world.sent.length, its.isDone(world)]).toEqual([1, true]);
  });
});
