import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emailOf, ExportWorld, RECRUITER } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

describe("an idempotency key", () => {
  test("of twenty calls at once makes one candidacy and one note, and gives twenty equal answers", async () => {
    const input = world.input({ note: "From Findem", tags: ["Robotics"] });
    const all = await Promise.all(Array.from({ length: 20 }, () => world.export(input)));
    const [first] = all;
    expect(first).toMatchObject({ outcome: "CREATED", userErrors: [] });
    for (const { outcome, opportunity, candidate, steps, userErrors } of all) {
      expect({ outcome, opportunity, candidate, steps, userErrors }).toEqual({
        ...{ outcome: first?.outcome, opportunity: first?.opportunity, candidate: first?.candidate },
        ...{ steps: first?.steps, userErrors: [] },
      });
    }
    const rows = world.candidaciesOf(emailOf(input));
    expect(rows).toHaveLength(1);
    expect(world.notesOf(rows[0]?.id ?? "")).toEqual(["From Findem"]);
    expect(world.sent).toHaveLength(2);
  });

  test("used again for the same gives the first result and looks for nobody, after a restart too", async () => {
    const input = world.input({ note: "From Findem" });
    const first = await world.export(input);
    await world.subgraph.restart({});
    world.renew();
    const again = await world.export(input);
    expect(again).toMatchObject({ ...first, answer: expect.anything() as unknown });
    expect(world.sent).toEqual([]);
    expect(world.subgraph.sandbox.requests.filter(({ query }) => query.has("email"))).toEqual([]);
  });

  test("used for anything else is IDEMPOTENCY_KEY_REUSED, and nothing is sent", async () => {
    const input = world.input();
    await world.export(input);
    world.renew();
    for (const change of [{ name: "Ada O." }, { note: "And this" }, { onDuplicate: "SKIP" }, { tags: ["New"] }]) {
      const done = await world.export({ ...input, ...change });
      expect(done.userErrors).toMatchObject([
        { code: "IDEMPOTENCY_KEY_REUSED", path: ["input", "idempotencyKey"], retryable: false },
      ]);
      expect(done).toMatchObject({ outcome: null, opportunity: null, candidate: null });
    }
    expect(world.sent).toEqual([]);
  });

  test("of a finished export gives its result although its posting and stage are gone, and its performer may not act", async () => {
    const [posting] = [...world.data.postings.values()].filter(({ state }) => state === "published");
    const stage = world.unique("stage");
    world.data.stages.set(stage, { id: stage, text: stage });
    const input = world.input({ postingId: world.id(posting?.id ?? ""), stageId: world.id(stage) });
    const first = await world.export(input);
    expect(first).toMatchObject({ outcome: "CREATED", userErrors: [] });
    const nora = [...world.data.users.values()].find(({ email }) => email === RECRUITER.email);
    if (!nora || !posting) throw new Error("The sandbox's seed has changed");
    nora.deactivatedAt = Date.now();
    posting.state = "closed";
    world.data.stages.delete(stage);
    try {
      await world.subgraph.restart({});
      expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [], steps: first.steps });
    } finally {
      nora.deactivatedAt = null;
      posting.state = "published";
    }
    world.renew();
    expect(world.sent).toEqual([]);
  });

  test("is an account's own: another account's call with it is its own export", async () => {
    const other = { ...RECRUITER, account: "globex", roles: "admin" };
    const connectionId = await world.subgraph.connect(undefined, { account: "globex" });
    const input = world.input();
    await world.export(input);
    const done = await world.export({ ...input, connectionId, note: "Another" }, other);
    expect(done).toMatchObject({ outcome: "LINKED", userErrors: [] });
  });
});

describe("a dry run", () => {
  test("neither takes nor looks up the key", async () => {
    const input = world.input();
    const dry = await world.export({ ...input, dryRun: true });
    expect(dry.plannedRequests).toHaveLength(1);
    expect(world.sent).toEqual([]);
    expect(await world.export({ ...input, name: "Somebody else" })).toMatchObject({ outcome: "CREATED" });
    expect((await world.export({ ...input, dryRun: true })).userErrors).toEqual([]);
  });

  test.each([
    ["of somebody new", "ADD_OPPORTUNITY", null],
    ["of a person who gets another candidacy", "ADD_OPPORTUNITY", "active"],
    ["of a candidacy that is written to", "UPDATE_EXISTING", "active"],
    ["of a person without an active candidacy", "UPDATE_EXISTING", "archived"],
    ["of a person who is skipped", "SKIP", "active"],
  ] as const)("%s shows exactly what is then sent", async (_, onDuplicate, there) => {
    const contact = there ? world.person({ links: ["http://github.com/Half-There"] }) : null;
    const row = contact && world.candidacy(contact, 5, { archived: there === "archived" ? world.archived : null });
    const input = world.input({
      ...(contact ? { emails: contact.emails } : {}),
      ...{ githubUrl: "https://github.com/half-there", linkedinUrl: "https://www.linkedin.com/in/half-there" },
      ...{ phones: [{ value: "+1 555 0199" }], title: "Pilot", location: "Oslo" },
      ...{ tags: ["Robotics"], source: "Findem", note: "From Findem", onDuplicate },
    });
    const dry = await world.export({ ...input, dryRun: true });
    expect(dry).toMatchObject({ userErrors: [] });
    expect(dry.statuses).toMatchObject({ FIND: "DONE", NOTE: "NOT_REACHED" });
    expect(world.sent).toEqual([]);
    const before = await world.audit();
    const done = await world.export(input);
    expect(done.userErrors).toEqual([]);
    const made = String(done.opportunity?.["id"]).split(".")[1] ?? "";
    const planned = dry.plannedRequests?.map((request) => ({ ...request, path: request.path.replace("$new", made) }));
    expect(world.sent).toEqual(planned);
    expect(await world.audit()).toHaveLength(before.length + 1);
    if (row) expect(dry.candidate).toMatchObject({ id: world.id(row.contact) });
  });

  test("of a duplicate plans nothing and says so", async () => {
    const contact = world.person();
    world.candidacy(contact, 5);
    const dry = await world.export(world.input({ emails: contact.emails, onDuplicate: "FAIL", dryRun: true }));
    expect(dry).toMatchObject({ codes: ["DUPLICATE_FOUND"], plannedRequests: [] });
    expect(dry.statuses).toMatchObject({ FIND: "FAILED" });
  });
});
