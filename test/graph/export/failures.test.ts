import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emailOf, ExportWorld, type Input } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const NOTES = "/opportunities/:opportunity/notes";
const TAGS = "/opportunities/:opportunity/addTags";
const paths = (): readonly string[] => world.sent.map(({ path }) => path.replace(/\?.*/, "").replace(/.*\//, ""));

/** Somebody with one active candidacy, and an export that adds everything to it. */
function known(changes: Input = {}) {
  const contact = world.person();
  const row = world.candidacy(contact, 5);
  const link = `https://github.com/${world.unique("g")}`;
  const input = world.input({
    ...{ emails: contact.emails, githubUrl: link, tags: ["Robotics"], source: "Findem", note: "From Findem" },
    ...{ onDuplicate: "UPDATE_EXISTING", ...changes },
  });
  return { contact, row, link, input };
}

describe("a note that Lever did not write after the create", () => {
  test("leaves the candidacy, its fate unknown after a 500 that stays, and the same call writes the note alone", async () => {
    const input = world.input({ tags: ["Robotics"], note: "From Findem" });
    world.fault({ method: "POST", path: NOTES, do: { kind: "status", status: 500 } });
    const first = await world.export(input);
    expect(first).toMatchObject({ outcome: "CREATED", opportunity: { tags: ["Robotics"] } });
    expect(first.statuses).toMatchObject({ CREATE: "DONE", TAGS: "DONE", RESUME: "NOT_REACHED", FILES: "NOT_REACHED" });
    expect(first.codes).toEqual(["WRITE_OUTCOME_UNKNOWN"]);
    expect(first.statuses["NOTE"]).toBe("UNKNOWN");
    const [row] = world.candidaciesOf(emailOf(input));
    expect(first.opportunity?.["id"]).toBe(world.id(row?.id ?? ""));

    world.renew();
    const second = await world.export(input);
    expect(second).toMatchObject({ outcome: "CREATED", opportunity: first.opportunity, userErrors: [] });
    expect(second.statuses).toMatchObject({ FIND: "DONE", CREATE: "DONE", TAGS: "DONE", NOTE: "DONE" });
    expect(paths()).toEqual(["notes"]);
    expect(world.notesOf(row?.id ?? "")).toEqual(["From Findem"]);
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);

    world.renew();
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [], steps: second.steps });
    expect(world.sent).toEqual([]);
  });

  test("after one 500 is looked for, and then written by the same call", async () => {
    const input = world.input({ note: "From Findem" });
    world.fault({ method: "POST", path: NOTES, times: 1, do: { kind: "status", status: 500 } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(paths()).toEqual(["opportunities", "notes", "notes"]);
    expect(world.notesOf(world.candidaciesOf(emailOf(input))[0]?.id ?? "")).toEqual(["From Findem"]);
  });

  test("is FAILED where Lever refused it, with why", async () => {
    const input = world.input({ note: "From Findem" });
    world.fault({ method: "POST", path: NOTES, do: { kind: "status", status: 400, code: "X", message: "No such" } });
    const done = await world.export(input);
    expect(done.statuses).toMatchObject({ CREATE: "DONE", NOTE: "FAILED", RESUME: "NOT_REACHED" });
    expect(done.codes).toEqual(["ATS_REJECTED"]);
    expect(done.steps.find(({ name }) => name === "NOTE")?.error?.code).toBe("ATS_REJECTED");
    const opportunityId = world.id(world.candidaciesOf(emailOf(input))[0]?.id ?? "");
    expect((await world.audit())[0]).toMatchObject({ outcome: "FAILED", opportunityId });
    world.renew();
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(paths()).toEqual(["notes"]);
  });
});

describe("a permission that the key lacks in the middle", () => {
  test("is named, and the same call goes on there without repeating anything", async () => {
    const { row, link, input, contact } = known();
    world.fault({ method: "POST", path: TAGS, do: { kind: "status", status: 403 } });
    const first = await world.export(input);
    expect(first.outcome).toBe("UPDATED");
    expect(first.userErrors).toMatchObject([
      { code: "ATS_PERMISSION_MISSING", permission: "add opportunity tags", retryable: false },
    ]);
    expect(first.statuses).toEqual({
      ...{ FIND: "DONE", CREATE: "NOT_NEEDED", LINKS: "DONE", TAGS: "FAILED", SOURCE: "NOT_REACHED" },
      ...{ NOTE: "NOT_REACHED", RESUME: "NOT_REACHED", FILES: "NOT_REACHED" },
    });
    expect(first.steps.find(({ name }) => name === "TAGS")?.error).toMatchObject({
      permission: "add opportunity tags",
    });
    expect(contact.links).toEqual([link]);
    expect(row.sources).toEqual([]);

    world.renew();
    const second = await world.export(input);
    expect(second).toMatchObject({ outcome: "UPDATED", userErrors: [] });
    expect(second.statuses).toMatchObject({ LINKS: "DONE", TAGS: "DONE", SOURCE: "DONE", NOTE: "DONE" });
    expect(paths()).toEqual(["addTags", "addSources", "notes"]);
  });

  test("at the first write came to nothing", async () => {
    const { input } = known({ githubUrl: null });
    world.fault({ method: "POST", path: TAGS, do: { kind: "status", status: 403 } });
    const done = await world.export(input);
    expect(done.outcome).toBeNull();
    expect((await world.audit())[0]).toMatchObject({ outcome: "REFUSED" });
  });

  test("at the create makes nobody", async () => {
    const input = world.input({ note: "From Findem" });
    world.fault({ method: "POST", path: "/opportunities", do: { kind: "status", status: 403 } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: null, opportunity: null, candidate: null });
    expect(done.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "create an opportunity" }]);
    expect(done.statuses).toMatchObject({ FIND: "DONE", CREATE: "FAILED", LINKS: "NOT_REACHED", NOTE: "NOT_REACHED" });
    world.renew();
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
  });
});

describe("a person or candidacy that can't be read", () => {
  test("is a FIND that failed, and nothing is sent", async () => {
    const input = world.input({ note: "From Findem" });
    world.fault({ method: "GET", path: "/opportunities", do: { kind: "status", status: 403 } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: null, userErrors: [{ code: "ATS_PERMISSION_MISSING" }] });
    expect(done.statuses).toMatchObject({ FIND: "FAILED", CREATE: "NOT_REACHED" });
    expect(world.sent).toEqual([]);
  });

  test("is a failure of the first step that has to know", async () => {
    const { input } = known({ githubUrl: null });
    world.fault({ method: "GET", path: "/opportunities/:opportunity", do: { kind: "status", status: 400 } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: null, userErrors: [{ code: "ATS_REJECTED" }] });
    expect(done.statuses).toMatchObject({ FIND: "DONE", TAGS: "FAILED", SOURCE: "NOT_REACHED" });
    expect(world.sent).toEqual([]);
  });

  test("that went away between two calls says so", async () => {
    const { input, row } = known();
    world.fault({ method: "POST", path: TAGS, do: { kind: "status", status: 403 } });
    await world.export(input);
    world.renew();
    world.data.opportunities.delete(row.id);
    const done = await world.export(input);
    expect(done.codes).toEqual(["NOT_FOUND"]);
    expect(done.statuses).toMatchObject({ LINKS: "FAILED", TAGS: "NOT_REACHED" });
    expect(world.sent).toEqual([]);
  });
});

describe("an answer that is lost", () => {
  test("of the create: one candidacy, found again", async () => {
    const input = world.input({ note: "From Findem" });
    world.fault({ method: "POST", path: "/opportunities", times: 1, do: { kind: "resetAfter" } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
    expect(paths()).toEqual(["opportunities", "notes"]);
  });

  test("of the create, with a Lever that can't be read: UNKNOWN, and the same call finds it", async () => {
    const input = world.input({ note: "From Findem", linkedinUrl: "https://www.linkedin.com/in/lost-one" });
    world.fault({ method: "POST", path: "/opportunities", times: 1, do: { kind: "resetAfter" } });
    let looks = 0;
    const broken = world.fault({
      method: "GET",
      path: "/opportunities",
      do: { kind: "rewrite", rewrite: (body) => (looks++ === 0 ? body : { data: "not a list" }) },
    });
    const first = await world.export(input);
    expect(first).toMatchObject({ outcome: null, codes: ["WRITE_OUTCOME_UNKNOWN"] });
    expect(first.userErrors[0]?.retryable).toBe(true);
    expect(first.statuses).toMatchObject({ FIND: "DONE", CREATE: "UNKNOWN", NOTE: "NOT_REACHED" });
    expect((await world.audit())[0]).toMatchObject({ outcome: "UNKNOWN", opportunityId: null });
    broken();
    world.renew();
    const second = await world.export(input);
    expect(second).toMatchObject({ outcome: "CREATED", userErrors: [] });
    expect(paths()).toEqual(["notes"]);
    expect(world.candidaciesOf(emailOf(input))).toHaveLength(1);
  });

  test("of tags: read back, and not sent again", async () => {
    const { input, row } = known();
    world.fault({ method: "POST", path: TAGS, times: 1, do: { kind: "resetAfter" } });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "UPDATED", userErrors: [] });
    expect(done.statuses).toMatchObject({ LINKS: "DONE", TAGS: "DONE", SOURCE: "DONE", NOTE: "DONE" });
    expect(paths()).toEqual(["addLinks", "addTags", "addSources", "notes"]);
    expect(row.tags).toEqual(["Robotics"]);
  });

  test("of tags, with a Lever that can't be read: UNKNOWN, then DONE without a second request", async () => {
    const { input } = known();
    world.fault({ method: "POST", path: TAGS, times: 1, do: { kind: "resetAfter" } });
    let reads = 0;
    world.fault({
      method: "GET",
      path: "/opportunities/:opportunity",
      do: { kind: "rewrite", rewrite: (body) => (reads++ === 0 ? body : { data: [] }) },
    });
    const first = await world.export(input);
    expect(first.statuses).toMatchObject({ LINKS: "DONE", TAGS: "UNKNOWN", SOURCE: "NOT_REACHED" });
    expect(first.codes).toEqual(["WRITE_OUTCOME_UNKNOWN"]);
    world.renew();
    const second = await world.export(input);
    expect(second.statuses).toMatchObject({ LINKS: "DONE", TAGS: "DONE", SOURCE: "DONE", NOTE: "DONE" });
    expect(paths()).toEqual(["addSources", "notes"]);
  });
});
