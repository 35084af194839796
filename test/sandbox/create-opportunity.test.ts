import { describe, expect, test } from "vitest";
import { PLAIN_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, NOW, objectOf, refusalOf, smallSandbox, some } from "./support.js";

const userOf = (sandbox: Sandbox) =>
  some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt === null).id;
const create = (sandbox: Sandbox, body: unknown, query = `?perform_as=${userOf(sandbox)}`) =>
  ask(sandbox, `/opportunities${query}`, { method: "POST", body });

describe("Lever docs, Create an opportunity", () => {
  test("a new person becomes a contact with a new lead", async () => {
    await using sandbox = await smallSandbox();
    const answer = await create(sandbox, {
      ...{ name: "Zoë New", headline: "Somewhere", location: "Paris", emails: ["zoe.new@example.test"] },
      ...{ phones: [{ value: "123" }], links: ["https://z.test"], tags: ["T"], sources: ["Findem"], origin: "sourced" },
    });
    expect([answer.status, answer.body.deduped]).toEqual([201, false]);
    const row = objectOf(answer);
    expect(row).toMatchObject({
      ...{ name: "Zoë New", location: "Paris", stage: "lead-new", origin: "sourced", tags: ["T"], applications: [] },
      ...{ owner: userOf(sandbox), followers: [userOf(sandbox)], archived: null, sources: ["Findem"] },
    });
    expect(sandbox.data.contacts.get(String(row.contact))).toMatchObject({ emails: ["zoe.new@example.test"] });
    expect(objectOf(await ask(sandbox, `/opportunities/${row.id}`))).toEqual(row);
  });

  test("a person with one of the addresses gets one more opportunity; what is known wins, more is added", async () => {
    await using sandbox = await smallSandbox();
    const contacts = sandbox.data.contacts.size;
    const body = { name: "P.", emails: ["PRIYA.RAMAN@example.test", "new@example.test"], links: ["https://n.test"] };
    const answer = await create(sandbox, body);
    expect(answer.body.deduped).toBe(true);
    expect(objectOf(answer)).toMatchObject({
      name: "Priya Raman",
      emails: ["priya.raman@example.test", "new@example.test"],
      links: expect.arrayContaining(["https://n.test"]),
    });
    expect(sandbox.data.contacts.size).toBe(contacts);
    expect((await create(sandbox, body)).status).toBe(201);
  });

  test("contact names the person, whatever the addresses", async () => {
    await using sandbox = await smallSandbox();
    const [id] = sandbox.data.contacts.keys();
    const answer = await create(sandbox, { contact: id, emails: ["priya.raman@example.test"] });
    expect(objectOf(answer).contact).toBe(id);
    expect(refusalOf(await create(sandbox, { contact: "x" }))).toBe("400 contacts x was not found at /contact");
  });

  test("with a posting there is an application, and its tags, owner and location come along", async () => {
    await using sandbox = await smallSandbox();
    const posting = some(
      sandbox.data.postings.values(),
      ({ confidentiality, categories, owner }) =>
        confidentiality === "non-confidential" && categories.allLocations.length === 1 && owner !== null,
    );
    const query = `?perform_as=${userOf(sandbox)}&perform_as_posting_owner=true`;
    const created = objectOf(await create(sandbox, { name: "A", postings: [posting.id] }, query));
    expect(created).not.toHaveProperty("opportunityLocation");
    const row = objectOf(await ask(sandbox, `/opportunities/${created.id}?expand=applications`));
    expect(row).toMatchObject({
      applications: [{ posting: posting.id, type: "user", opportunityId: created.id }],
      opportunityLocation: posting.categories.location,
      tags: expect.arrayContaining([posting.categories.team]),
      followers: expect.arrayContaining([posting.owner, userOf(sandbox)]),
      owner: posting.owner,
    });
  });

  test("with a confidential posting it is confidential, which needs access", async () => {
    await using sandbox = await smallSandbox();
    const { id } = some(sandbox.data.postings.values(), ({ confidentiality }) => confidentiality === "confidential");
    expect(objectOf(await create(sandbox, { postings: [id] })).confidentiality).toBe("confidential");
    const path = `/opportunities?perform_as=${userOf(sandbox)}`;
    const refused = await ask(sandbox, path, { method: "POST", body: { postings: [id] }, key: PLAIN_KEY });
    expect(refused.status).toBe(403);
  });

  test("archived needs a reason; a time needs an earlier creation", async () => {
    await using sandbox = await smallSandbox();
    const [reason] = sandbox.data.archiveReasons.keys();
    const archivedAt = NOW - 1_000;
    expect(objectOf(await create(sandbox, { archived: { archivedAt } })).archived).toBeNull();
    expect((await create(sandbox, { archived: { reason, archivedAt } })).status).toBe(400);
    const row = objectOf(await create(sandbox, { createdAt: archivedAt - 1, archived: { reason, archivedAt } }));
    expect(row).toMatchObject({ createdAt: archivedAt - 1, archived: { reason, archivedAt } });
  });

  test.each([
    ["two postings", { postings: ["a", "b"] }, "400 An opportunity can have one posting only at /postings"],
    ["an unknown posting", { postings: ["a"] }, "400 postings a was not found at /postings/0"],
    ["an unknown stage", { stage: "x" }, "400 stages x was not found at /stage"],
    ["an unknown owner", { owner: "x" }, "400 users x was not found at /owner"],
    ["a malformed address", { emails: ["x"] }, "400 Email address is not valid at /emails/0"],
    ["an unknown origin", { origin: "Sourced" }, expect.stringMatching(/^400 Must be one of: .* at \/origin$/)],
    ["a time to come", { createdAt: NOW * 2 }, "400 Must be in the past at /createdAt"],
    ["a location as an object", { location: { name: "x" } }, "400 Must be a string at /location"],
    ["a misspelled property", { tag: ["x"] }, "400 Unknown property at /tag"],
    ["a phone without a number", { phones: [{ type: "home" }] }, "400 Is required at /phones/0/value"],
  ])("refuses %s, and nothing is made", async (_, body, refusal) => {
    await using sandbox = await smallSandbox();
    const before = [sandbox.data.opportunities.size, sandbox.data.contacts.size];
    expect(refusalOf(await create(sandbox, { name: "A", ...body }))).toEqual(refusal);
    expect([sandbox.data.opportunities.size, sandbox.data.contacts.size]).toEqual(before);
  });

  test("perform_as is required", async () => {
    await using sandbox = await smallSandbox();
    expect(refusalOf(await create(sandbox, { name: "A" }, ""))).toBe("400 perform_as is required");
  });
});
