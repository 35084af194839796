import { describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, NOW, objectOf, refusalOf, rowsOf, smallSandbox, some } from "./support.js";

/** An opportunity, with no notes anywhere. */
function place(sandbox: Sandbox) {
  sandbox.data.notes.clear();
  const opportunity = some(sandbox.data.opportunities.values());
  const user = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt === null);
  return { opportunity, user, path: `/opportunities/${opportunity.id}/notes` };
}

const post = (body: unknown) => ({ method: "POST", body });

describe("Lever docs, Notes", () => {
  test("a note is made in somebody's name, listed, and found", async () => {
    await using sandbox = await smallSandbox();
    const { opportunity, user, path } = place(sandbox);
    const answer = await ask(
      sandbox,
      `${path}?perform_as=${user.id}`,
      post({ value: "Good.", secret: true, score: 4 }),
    );
    expect(answer.status).toBe(201);
    const { noteId, ...note } = objectOf(answer);
    expect(note).toMatchObject({
      ...{ id: noteId, text: "Note", user: user.id, secret: true, deletedAt: null },
      fields: [{ type: "note", value: "Good.", user: user.id, score: 4, stage: opportunity.stage }],
    });
    expect(rowsOf(await ask(sandbox, path))).toEqual([note]);
    expect(objectOf(await ask(sandbox, `${path}/${String(noteId)}?expand=user`))).toMatchObject({
      user: { id: user.id },
    });
  });

  test("without perform_as there is no author", async () => {
    await using sandbox = await smallSandbox();
    expect(objectOf(await ask(sandbox, place(sandbox).path, post({ value: "x" }))).user).toBeNull();
  });

  test("note_id adds a comment, which takes a text and a time only", async () => {
    await using sandbox = await smallSandbox();
    const { path } = place(sandbox);
    const { noteId } = objectOf(await ask(sandbox, path, post({ value: "first" })));
    const commented = objectOf(await ask(sandbox, `${path}?note_id=${String(noteId)}`, post({ value: "second" })));
    expect(commented).toMatchObject({ id: noteId, fields: [{ value: "first" }, { value: "second" }] });
    expect((await ask(sandbox, `${path}?note_id=${String(noteId)}`, post({ value: "x", secret: true }))).status).toBe(
      400,
    );
    expect((await ask(sandbox, `${path}?note_id=nothing`, post({ value: "x" }))).status).toBe(404);
  });

  test("an update replaces the whole thread; a deleted note is gone", async () => {
    await using sandbox = await smallSandbox();
    const { path } = place(sandbox);
    const { noteId } = objectOf(await ask(sandbox, path, post({ value: "first" })));
    const single = `${path}/${String(noteId)}`;
    const answer = await ask(sandbox, single, {
      method: "PUT",
      body: { values: [{ value: "new" }, { value: "more" }] },
    });
    expect(objectOf(answer)).toEqual({ noteId });
    expect(objectOf(await ask(sandbox, single))).toMatchObject({ fields: [{ value: "new" }, { value: "more" }] });
    expect((await ask(sandbox, single, { method: "DELETE" })).status).toBe(403);
    expect((await ask(sandbox, single, { method: "DELETE", key: EVERYTHING_KEY })).status).toBe(204);
    expect((await ask(sandbox, single)).status).toBe(404);
  });

  test.each([
    [{}, "400 Is required at /value"],
    [{ value: "" }, "400 Must not be empty at /value"],
    [{ value: "x", score: 5 }, "400 Must be a whole number from 1 to 4 at /score"],
    [{ value: "x", createdAt: NOW * 2 }, "400 Must be in the past at /createdAt"],
    [{ text: "x" }, "400 Unknown property at /text"],
  ])("refuses %j", async (body, refusal) => {
    await using sandbox = await smallSandbox();
    expect(refusalOf(await ask(sandbox, place(sandbox).path, post(body)))).toBe(refusal);
    expect(sandbox.data.notes.size).toBe(0);
  });
});
