import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emailOf, ExportWorld, type Input } from "../export/support.js";
import { finished, idOf, itemsOf, start } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const creates = () => world.subgraph.sandbox.calls("POST /opportunities");

async function worked(items: readonly Input[], key: string) {
  const id = idOf(await start(world.subgraph, "exportProfilesToAts", items, key));
  return { id, done: await finished(world.subgraph, id) };
}

describe("exports of many", () => {
  test("make each person once, with what each came to", async () => {
    const known = world.person();
    world.candidacy(known, 5);
    const items = [
      world.input({ note: "One" }),
      world.input({ emails: known.emails, tags: ["Robotics"], onDuplicate: "UPDATE_EXISTING" }),
      world.input({ emails: known.emails, onDuplicate: "FAIL" }),
      world.input({ emails: known.emails, onDuplicate: "SKIP" }),
      world.input({ stageId: world.id("no-such") }),
      world.input({ connectionId: "nowhere" }),
    ];
    const { id, done } = await worked(items, "each");
    expect(done).toMatchObject({ state: "DONE", total: 6, processed: 6, failed: 3 });
    const { nodes } = await itemsOf(world.subgraph, id);
    expect(
      nodes.map(({ exportOutcome, userErrors }) => [exportOutcome, ...userErrors.map(({ code }) => code)]),
    ).toEqual([
      ["CREATED"],
      ["UPDATED"],
      [null, "DUPLICATE_FOUND"],
      ["SKIPPED"],
      [null, "STAGE_UNKNOWN"],
      [null, "NOT_FOUND"],
    ]);
    const [row] = world.candidaciesOf(emailOf(items[0] ?? {}));
    expect(nodes[0]).toMatchObject({
      opportunity: { id: world.id(row?.id ?? "") },
      candidate: { id: world.id(row?.contact ?? ""), name: "Ada Okafor" },
      exportSteps: expect.arrayContaining([{ name: "NOTE", status: "DONE", error: null }]) as unknown,
    });
    expect(nodes[2]).toMatchObject({ candidate: { id: world.id(known.id) } });
    expect(nodes[4]).toMatchObject({ opportunity: null, candidate: null });
    expect(world.notesOf(row?.id ?? "")).toEqual(["One"]);
    expect(creates()).toHaveLength(1);
  });

  test("share their keys with exportProfileToAts, both ways round", async () => {
    const [alone, together] = [world.input(), world.input()];
    const first = await world.export(alone);
    await worked([alone, together], "shared");
    expect(creates()).toHaveLength(2);
    const again = await world.export(together);
    expect(again).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(first.outcome).toBe("CREATED");
    expect(creates()).toHaveLength(2);
    const { id } = await worked([{ ...alone, name: "Somebody else" }], "reused");
    const { nodes } = await itemsOf(world.subgraph, id);
    expect(nodes[0]?.userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect(creates()).toHaveLength(2);
  });

  test("with one key in two items make one person", async () => {
    const input = world.input();
    const { done } = await worked([input, input], "twice");
    expect(done).toMatchObject({ processed: 2, failed: 0 });
    expect(creates()).toHaveLength(1);
  });

  test("of which one fails in the middle go on with it when it is asked for alone", async () => {
    const input = world.input({ note: "From Findem" });
    const mend = world.fault({
      method: "POST",
      path: "/opportunities/:opportunity/notes",
      do: { kind: "status", status: 403 },
    });
    const { id } = await worked([input], "middle");
    const { nodes } = await itemsOf(world.subgraph, id);
    expect(nodes[0]).toMatchObject({ exportOutcome: "CREATED", userErrors: [{ code: "ATS_PERMISSION_MISSING" }] });
    mend();
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(creates()).toHaveLength(1);
  });
});
