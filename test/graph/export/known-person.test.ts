import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emailOf, ExportWorld, RECRUITER_ID } from "./support.js";

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const WRITES = { tags: ["Robotics"], source: "Findem", note: "From Findem" };
const as = (id: string, action = "") => `/opportunities/${id}${action}?perform_as=${RECRUITER_ID}`;

describe("ADD_OPPORTUNITY", () => {
  test("adds a candidacy to the person found, in whatever case the address is", async () => {
    const contact = world.person();
    world.candidacy(contact, 3);
    const done = await world.export(world.input({ emails: [contact.emails[0]?.toUpperCase()], ...WRITES }));
    expect(done).toMatchObject({ outcome: "LINKED", matchedBy: ["EMAIL"], userErrors: [] });
    expect(done.candidate).toMatchObject({ id: world.id(contact.id), name: "Grace Ito" });
    expect(world.sent[0]).toMatchObject({
      path: `/opportunities?perform_as=${RECRUITER_ID}`,
      body: { contact: contact.id },
    });
    expect(world.candidaciesOf(contact.emails[0])).toHaveLength(2);
    expect(world.data.contacts.get(contact.id)?.emails).toEqual(contact.emails);
  });

  test("leaves out links that the person has in another spelling", async () => {
    const links = ["http://LinkedIn.com/in/Grace-Ito/?trk=x", "github.com/GraceIto"];
    const contact = world.person({ links });
    world.candidacy(contact, 3);
    const known = { linkedinUrl: "https://www.linkedin.com/in/grace-ito", githubUrl: "https://github.com/graceito" };
    const input = world.input({ emails: contact.emails, ...known });
    const done = await world.export(input);
    expect(world.data.contacts.get(contact.id)?.links).toEqual(links);
    expect(done.statuses).toMatchObject({ CREATE: "DONE", LINKS: "NOT_NEEDED" });
    const third = "https://app.findem.ai/profiles/99999";
    const again = await world.export(world.input({ emails: contact.emails, ...known, findemProfileUrl: third }));
    expect(again.statuses).toMatchObject({ LINKS: "DONE" });
    expect(world.data.contacts.get(contact.id)?.links).toEqual([...links, third]);
  });
});

describe("UPDATE_EXISTING", () => {
  test("writes to the newest active candidacy and to no other", async () => {
    const contact = world.person();
    const older = world.candidacy(contact, 9);
    const active = world.candidacy(contact, 5);
    const archived = world.candidacy(contact, 1, { archived: world.archived });
    const link = "https://www.linkedin.com/in/grace-ito";
    const input = world.input({ emails: contact.emails, linkedinUrl: link, ...WRITES, onDuplicate: "UPDATE_EXISTING" });
    const done = await world.export(input);
    expect(done).toMatchObject({ outcome: "UPDATED", matchedBy: ["EMAIL"], userErrors: [] });
    expect(done.opportunity).toMatchObject({
      id: world.id(active.id),
      tags: ["Robotics"],
      sources: ["Findem"],
      links: [link],
    });
    expect(done.candidate).toMatchObject({ id: world.id(contact.id) });
    expect(world.sent).toEqual([
      { method: "POST", path: as(active.id, "/addLinks"), body: { links: [link] } },
      { method: "POST", path: as(active.id, "/addTags"), body: { tags: ["Robotics"] } },
      { method: "POST", path: as(active.id, "/addSources"), body: { sources: ["Findem"] } },
      {
        method: "POST",
        path: as(active.id, "/notes"),
        body: { value: "From Findem", secret: false, notifyFollowers: false },
      },
    ]);
    expect(done.statuses).toEqual({
      ...{ FIND: "DONE", CREATE: "NOT_NEEDED", LINKS: "DONE", TAGS: "DONE", SOURCE: "DONE", NOTE: "DONE" },
      ...{ RESUME: "NOT_NEEDED", FILES: "NOT_NEEDED" },
    });
    for (const other of [older, archived]) expect(other.tags).toEqual([]);
  });

  test("sends only what is missing, whatever the spelling of the links", async () => {
    const contact = world.person({
      links: ["https://ie.linkedin.com/in/Grace-Ito?trk=profile", "http://www.github.com/GraceIto/"],
    });
    const active = world.candidacy(contact, 5, { tags: ["Robotics"], sources: ["Findem"] });
    const done = await world.export(
      world.input({
        emails: contact.emails,
        ...{ linkedinUrl: "linkedin.com/in/grace-ito/", githubUrl: "https://github.com/graceito" },
        ...{ tags: ["Robotics"], source: "Findem", onDuplicate: "UPDATE_EXISTING" },
      }),
    );
    expect(world.sent).toEqual([]);
    expect(done).toMatchObject({ outcome: "UPDATED", opportunity: { id: world.id(active.id) }, userErrors: [] });
    expect(done.statuses).toMatchObject({
      ...{ CREATE: "NOT_NEEDED", LINKS: "NOT_NEEDED", TAGS: "NOT_NEEDED", SOURCE: "NOT_NEEDED", NOTE: "NOT_NEEDED" },
    });
  });

  test("adds a candidacy where the person has none that is active", async () => {
    const contact = world.person();
    const archived = world.candidacy(contact, 5, { archived: world.archived });
    const done = await world.export(world.input({ emails: contact.emails, ...WRITES, onDuplicate: "UPDATE_EXISTING" }));
    expect(done).toMatchObject({ outcome: "LINKED", userErrors: [] });
    expect(world.candidaciesOf(contact.emails[0])).toHaveLength(2);
    expect(archived.tags).toEqual([]);
    expect(done.statuses).toMatchObject({ CREATE: "DONE", TAGS: "DONE", NOTE: "DONE" });
  });
});

describe("SKIP", () => {
  test("writes nothing and shows the person and the newest candidacy", async () => {
    const contact = world.person();
    world.candidacy(contact, 5);
    const newest = world.candidacy(contact, 1, { archived: world.archived });
    const input = world.input({ emails: contact.emails, ...WRITES, onDuplicate: "SKIP" });
    const done = await world.export(input);
    expect(world.sent).toEqual([]);
    expect(done).toMatchObject({
      outcome: "SKIPPED",
      matchedBy: ["EMAIL"],
      opportunity: { id: world.id(newest.id) },
      candidate: { id: world.id(contact.id) },
      userErrors: [],
    });
    expect(done.statuses).toMatchObject({
      FIND: "DONE",
      CREATE: "NOT_NEEDED",
      NOTE: "NOT_NEEDED",
      FILES: "NOT_NEEDED",
    });
    expect((await world.audit())[0]).toMatchObject({ action: "exportProfileToAts", outcome: "NOTHING_TO_DO" });
    contact.emails = [];
    expect(await world.export(input)).toMatchObject({ outcome: "SKIPPED" });
    expect(world.sent).toEqual([]);
  });
});

describe("FAIL", () => {
  test("writes nothing, says DUPLICATE_FOUND and shows the person", async () => {
    const contact = world.person();
    const row = world.candidacy(contact, 5);
    const input = world.input({ emails: contact.emails, ...WRITES, onDuplicate: "FAIL" });
    const done = await world.export(input);
    expect(world.sent).toEqual([]);
    expect(done).toMatchObject({
      outcome: null,
      matchedBy: ["EMAIL"],
      opportunity: { id: world.id(row.id) },
      candidate: { id: world.id(contact.id) },
      userErrors: [{ code: "DUPLICATE_FOUND", path: ["input", "emails"], retryable: false }],
    });
    expect(done.statuses).toMatchObject({ FIND: "FAILED", CREATE: "NOT_REACHED", NOTE: "NOT_REACHED" });
    expect(done.steps[0]?.error?.code).toBe("DUPLICATE_FOUND");
    expect((await world.audit())[0]).toMatchObject({ action: "exportProfileToAts", outcome: "REFUSED" });
  });

  test("goes on with the same key once the person is not there any more", async () => {
    const contact = world.person();
    world.candidacy(contact, 5);
    const input = world.input({ emails: [...contact.emails], onDuplicate: "FAIL" });
    expect((await world.export(input)).codes).toEqual(["DUPLICATE_FOUND"]);
    contact.emails = [];
    expect(await world.export(input)).toMatchObject({ outcome: "CREATED", userErrors: [] });
  });
});

describe("two people for the addresses", () => {
  test.each(["ADD_OPPORTUNITY", "UPDATE_EXISTING", "SKIP", "FAIL"])(
    "are DUPLICATE_FOUND with %s, and nothing is sent",
    async (onDuplicate) => {
      const [one, other] = [world.person(), world.person()];
      world.candidacy(one, 5);
      world.candidacy(other, 2);
      const input = world.input({ emails: [...one.emails, ...other.emails], ...WRITES, onDuplicate });
      const done = await world.export(input);
      expect(world.sent).toEqual([]);
      expect(done).toMatchObject({
        outcome: null,
        userErrors: [{ code: "DUPLICATE_FOUND", path: ["input", "emails"] }],
      });
      expect(done.statuses).toMatchObject({ FIND: "FAILED", CREATE: "NOT_REACHED" });
      expect(done.userErrors[0]?.message).toContain("two people");
      expect(JSON.stringify(done.userErrors)).not.toContain(emailOf(input));
    },
  );
});
