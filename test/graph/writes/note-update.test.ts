import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { onlyError } from "../../support/connections.js";
import { type Outcome, RECRUITER, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await world.renew();
  world.addNote("n1", "First", ["A reply", "Another reply"]);
});

const PUT = { method: "PUT", path: "/opportunities/:opportunity/notes/:note" } as const;

function update(input: object = {}, roles = "recruiter"): Promise<Outcome> {
  const noteId = world.id(world.row.id, "n1");
  return world.write("updateOpportunityNote", { noteId, text: "Second", ...input }, { ...RECRUITER, roles });
}

test("a note's replies stay, and the payload shows the whole thread as it is then", async () => {
  const { note } = await update();
  expect(note).toMatchObject({
    id: world.id(world.row.id, "n1"),
    ...{ text: "Second", editable: true, comments: [{ text: "A reply" }, { text: "Another reply" }] },
  });
  expect(world.data.notes.get("n1")?.fields.map(({ value }) => value)).toEqual(["Second", "A reply", "Another reply"]);
});

test("a note that is secret stays so", async () => {
  const note = world.data.notes.get("n1");
  if (note) note.secret = true;
  expect((await update({}, "recruiter,confidential")).codes).toEqual([]);
  expect(world.data.notes.get("n1")).toMatchObject({ secret: true });
});

test("a note that somebody wrote in Lever's pages is NOTE_NOT_EDITABLE, and so the audit log says", async () => {
  const message = "Only notes created via the API can be edited";
  world.fault({ ...PUT, do: { kind: "status", status: 400, code: "BadRequestError", message } });
  const { userErrors, answer } = await update();
  expect(answer.errors).toEqual([]);
  expect(userErrors).toMatchObject([{ code: "NOTE_NOT_EDITABLE", path: ["input", "noteId"], retryable: false }]);
  expect(await world.audit("action outcome performedAs { id }")).toEqual([
    { action: "updateOpportunityNote", outcome: "REFUSED", performedAs: null },
  ]);
});

describe("NOT_FOUND, and nothing sent, is", () => {
  const expectNotFound = ({ userErrors }: Outcome): void => {
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "noteId"] }]);
    expect(world.sent).toEqual([]);
  };

  test("a note that Lever does not have", async () => {
    expectNotFound(await update({ noteId: world.id(world.row.id, "n2") }));
  });

  test("a note that was deleted", async () => {
    const note = world.data.notes.get("n1");
    if (note) note.deletedAt = Date.now();
    expectNotFound(await update());
  });

  test("a secret note, for a caller without the role confidential", async () => {
    const note = world.data.notes.get("n1");
    if (note) note.secret = true;
    expectNotFound(await update());
    expect((await update({ dryRun: true })).plannedRequests).toEqual([]);
  });
});

test.each([
  ["another opportunity's", (): string => world.id("another", "n1")],
  ["another connection's", (): string => `other.${world.row.id}.n1`],
  ["no id at all", (): string => "n1"],
])("a note id that is %s is told before anything is asked", async (_, noteId) => {
  const { answer } = await update({ noteId: noteId() });
  expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.noteId" });
  expect(world.subgraph.sandbox.requests).toEqual([]);
});

test("an answer that is lost after the deed is read back, and nothing is sent twice", async () => {
  world.fault({ ...PUT, times: 1, do: { kind: "statusAfter", status: 500 } });
  const { codes, note } = await update();
  expect([codes, world.sent.length]).toEqual([[], 1]);
  expect(note).toMatchObject({ text: "Second" });
});

test("a reset before the deed is read back, and it is sent once more", async () => {
  world.fault({ ...PUT, times: 1, do: { kind: "reset" } });
  expect((await update()).codes).toEqual([]);
  expect(world.sent).toHaveLength(2);
  expect(world.data.notes.get("n1")?.fields[0]?.value).toBe("Second");
});
