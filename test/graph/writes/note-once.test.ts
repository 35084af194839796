import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PLAIN_KEY } from "../../../sandbox/keys.js";
import { onlyError } from "../../support/connections.js";
import type { As } from "../../support/subgraph.js";
import { type Outcome, RECRUITER, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const POST = { method: "POST", path: "/opportunities/:opportunity/notes" } as const;
const seeing = { ...RECRUITER, roles: "recruiter,confidential" };

function add(input: object = {}, as: As = RECRUITER): Promise<Outcome> {
  return world.write("addOpportunityNote", { text: "Called her", idempotencyKey: "key-1", ...input }, as);
}

describe("one key", () => {
  test("of fifty callers at once makes one note, and all of them get it", async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => add()));
    expect(world.sent).toHaveLength(1);
    expect(world.notesSaying("Called her")).toHaveLength(1);
    const [first, ...others] = outcomes.map(({ answer }) => answer.data.addOpportunityNote as unknown);
    expect(first).toMatchObject({ note: { text: "Called her", editable: true }, userErrors: [] });
    for (const other of others) expect(other).toEqual(first);
    expect(await world.audit("outcome")).toEqual([{ outcome: "DONE" }]);
  });

  test("later gives the first result, and sends nothing", async () => {
    const first = await add();
    const again = await add({}, { user: "u2", roles: "recruiter", email: "tomas.ruiz@nimbusrobotics.test" });
    expect(again.note).toEqual(first.note);
    expect(world.sent).toHaveLength(1);
  });

  test("gives the first result after a restart", async () => {
    const first = await add();
    await world.subgraph.restart();
    expect((await add()).note).toEqual(first.note);
    expect(world.sent).toHaveLength(1);
  });

  test("shows the note as it is in Lever now", async () => {
    await add();
    const [note] = world.notesSaying("Called her");
    if (note?.fields[0]) note.fields = [{ ...note.fields[0], value: "Called her twice" }];
    expect(await add()).toMatchObject({ codes: [], note: { text: "Called her twice" } });
  });

  test.each(["from Lever", "and is kept in Lever as deleted"])(
    "is no error where the note has gone %s",
    async (how) => {
      await add();
      const [note] = world.notesSaying("Called her");
      if (!note) throw new Error("There is no note");
      if (how === "from Lever") world.data.notes.delete(note.id);
      else note.deletedAt = Date.now();
      const { codes, answer } = await add();
      expect([codes, answer.errors, world.sent.length]).toEqual([[], [], 1]);
      expect(answer.data.addOpportunityNote.note).toBeNull();
    },
  );

  test.each([
    ["another text", { text: "Called him" }],
    ["another secrecy", { secret: true }],
    ["another notification", { notifyFollowers: true }],
  ])("with %s is IDEMPOTENCY_KEY_REUSED, and sends nothing", async (_, other) => {
    await add();
    const { userErrors, note } = await add(other, seeing);
    expect(userErrors).toMatchObject([
      { code: "IDEMPOTENCY_KEY_REUSED", path: ["input", "idempotencyKey"], retryable: false },
    ]);
    expect(note).toBeNull();
    expect(world.sent).toHaveLength(1);
    expect(await world.audit("outcome")).toEqual([{ outcome: "REFUSED" }, { outcome: "DONE" }]);
  });

  test("with another opportunity is IDEMPOTENCY_KEY_REUSED", async () => {
    await add();
    const other = [...world.data.opportunities.keys()].find((id) => id !== world.row.id) ?? "";
    expect((await add({ opportunityId: world.id(other) }, seeing)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(world.sent).toHaveLength(1);
  });

  test("with another input still gives the first one its result", async () => {
    const first = await add();
    await add({ text: "Called him" });
    expect((await add()).note).toEqual(first.note);
  });

  test("of another account is another key", async () => {
    await add();
    const globex: As = { account: "globex", user: "u9", email: "nora.lind@nimbusrobotics.test", roles: "admin" };
    const connectionId = await world.subgraph.connect(PLAIN_KEY, globex);
    const { codes } = await add({ opportunityId: `${connectionId}.${world.row.id}`, text: "Ours" }, globex);
    expect(codes).toEqual([]);
    expect(world.sent.map(({ body }) => (body as { value: string }).value)).toEqual(["Called her", "Ours"]);
  });

  test("is free again after Lever has refused", async () => {
    world.fault({ ...POST, times: 1, do: { kind: "status", status: 403 } });
    expect((await add()).codes).toEqual(["ATS_PERMISSION_MISSING"]);
    expect((await add()).codes).toEqual([]);
    expect(world.notesSaying("Called her")).toHaveLength(1);
    expect((await add()).codes).toEqual([]);
    expect(world.sent).toHaveLength(2);
  });

  test("is kept as it is given", async () => {
    await add({ idempotencyKey: "Key ü/?%2F" });
    await add({ idempotencyKey: "key ü/?%2F", text: "Another" });
    expect(world.sent).toHaveLength(2);
  });
});

describe("a dry run", () => {
  test("neither takes the key nor looks it up", async () => {
    await add({ dryRun: true, text: "Planned" });
    expect((await add()).codes).toEqual([]);
    const { codes, plannedRequests } = await add({ dryRun: true, text: "Planned" });
    expect(codes).toEqual([]);
    expect(plannedRequests).toMatchObject([{ body: { value: "Planned", secret: false, notifyFollowers: false } }]);
    expect(world.sent).toHaveLength(1);
  });
});

describe("a note that can't be one", () => {
  test.each([
    ["without a text", { text: " \n" }, "input.text"],
    ["that is too long", { text: "x".repeat(50_001) }, "input.text"],
    ["without a key", { idempotencyKey: "" }, "input.idempotencyKey"],
    ["with a key that is too long", { idempotencyKey: "x".repeat(201) }, "input.idempotencyKey"],
    ["with half a character in its key", { idempotencyKey: "key \ud800" }, "input.idempotencyKey"],
    ["with a NUL in its key", { idempotencyKey: "key \0" }, "input.idempotencyKey"],
  ])("%s is told before anything is asked", async (_, input, argument) => {
    const { answer } = await add(input);
    const { extensions, message } = onlyError(answer);
    expect(extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(message).not.toContain("xxx");
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });
});
