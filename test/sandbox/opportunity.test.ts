import { describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, NO_APPLICATIONS_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { ask, idsOf, NOW, objectOf, rowsOf, smallSandbox, some, walk } from "./support.js";

const DAY_MS = 86_400_000;

describe("Lever docs, Opportunity attributes", () => {
  test("an opportunity has exactly these properties", async () => {
    await using sandbox = await smallSandbox();
    const record = some(sandbox.data.opportunities.values(), (row) => row.opportunityLocation !== undefined);
    expect(Object.keys(objectOf(await ask(sandbox, `/opportunities/${record.id}`))).sort()).toEqual([
      ...["applications", "archived", "confidentiality", "contact", "createdAt", "dataProtection", "emails"],
      ...["followers", "headline", "id", "isAnonymized", "lastAdvancedAt", "lastInteractionAt", "links", "location"],
      ...["name", "opportunityLocation", "origin", "owner", "phones", "snoozedUntil", "sourcedBy", "sources", "stage"],
      ...["stageChanges", "tags", "updatedAt", "urls"],
    ]);
  });

  test("the location is a text here and an object on the contact, which has no links", async () => {
    await using sandbox = await smallSandbox();
    const [row] = rowsOf(await ask(sandbox, "/opportunities?email=priya.raman@example.test"));
    const contact = objectOf(await ask(sandbox, `/contacts/${String(row?.contact)}`));
    expect(row).toMatchObject({ location: "San Francisco, CA, US", links: [expect.any(String), expect.any(String)] });
    expect(contact).toEqual({
      id: row?.contact,
      name: "Priya Raman",
      headline: row?.headline,
      isAnonymized: false,
      location: { name: "San Francisco, CA, US" },
      emails: ["priya.raman@example.test"],
      phones: row?.phones,
    });
  });

  test("without a posting there is no application and no opportunityLocation", async () => {
    await using sandbox = await smallSandbox();
    const { id } = some(sandbox.data.opportunities.values(), (row) => row.applications.length === 0);
    const row = objectOf(await ask(sandbox, `/opportunities/${id}`));
    expect(row.applications).toEqual([]);
    expect(row).not.toHaveProperty("opportunityLocation");
  });

  test("an anonymised opportunity shows nothing personal, whoever looks", async () => {
    await using sandbox = await smallSandbox();
    const record = some(sandbox.data.opportunities.values(), ({ contact }) => {
      return (sandbox.data.contacts.get(contact)?.emails.length ?? 0) > 0;
    });
    record.isAnonymized = true;
    expect(objectOf(await ask(sandbox, `/opportunities/${record.id}`))).toMatchObject({
      isAnonymized: true,
      ...{ name: "", headline: "", location: "", emails: [], phones: [], links: [] },
      stage: record.stage,
    });
  });

  test("one that isn't there is a 404 in Lever's words", async () => {
    await using sandbox = await smallSandbox();
    const answer = await ask(sandbox, "/opportunities/nobody");
    expect([answer.status, answer.body]).toEqual([
      404,
      { code: "ResourceNotFound", message: "opportunities nobody was not found" },
    ]);
  });

  test("a deleted one is in neither list nor single, only in the list of deleted ones", async () => {
    await using sandbox = await smallSandbox();
    const asking = { key: EVERYTHING_KEY };
    const deleted = rowsOf(await ask(sandbox, "/opportunities/deleted", asking));
    expect(idsOf(deleted)).toEqual(idsOf(sandbox.data.deletedOpportunities.values()));
    expect(deleted[0]).toMatchObject({ deletedAt: expect.any(Number), deletedBy: expect.any(String) });
    expect((await ask(sandbox, `/opportunities/${deleted[0]?.id ?? ""}`)).status).toBe(404);
    const [recent] = deleted;
    const since = `/opportunities/deleted?deleted_at_start=${Number(recent?.deletedAt)}`;
    expect(rowsOf(await ask(sandbox, since, asking))[0]?.id).toBe(recent?.id);
    expect(rowsOf(await ask(sandbox, `/opportunities/deleted?deleted_at_start=${NOW + DAY_MS}`, asking))).toEqual([]);
  });
});

describe("Lever docs, Include and Expand", () => {
  test("include leaves only what it names; what is expanded is there all the same", async () => {
    await using sandbox = await smallSandbox();
    const [row] = rowsOf(await ask(sandbox, "/opportunities?include=id&include=contact&expand=stage&limit=1"));
    expect(Object.keys(row ?? {}).sort()).toEqual(["contact", "id", "stage"]);
    expect(row).toMatchObject({ contact: expect.any(String), stage: { text: expect.any(String) } });
  });

  test("expand puts objects in the place of ids, in lists and singles", async () => {
    await using sandbox = await smallSandbox();
    const expands = "expand=applications&expand=stage&expand=owner&expand=followers&expand=sourcedBy&expand=contact";
    const { id, contact, applications, owner } = some(
      sandbox.data.opportunities.values(),
      ({ archived, stage, sourcedBy }) => archived === null && stage !== "lead-new" && sourcedBy !== null,
    );
    const whole = `/opportunities?contact_id=${contact}&${expands}&confidentiality=all`;
    const inList = some(rowsOf(await ask(sandbox, whole)), (row) => row.id === id);
    const single = objectOf(await ask(sandbox, `/opportunities/${id}?${expands}`));
    expect(single).toEqual(inList);
    expect(single).toMatchObject({
      contact: { id: contact, location: expect.anything() },
      applications: applications.map((application) => ({ id: application, opportunityId: id })),
      stage: { id: expect.any(String), text: expect.any(String) },
      owner: owner === null ? null : expect.anything(),
    });
  });

  test("null stays null, and the id of a deactivated user stays an id", async () => {
    await using sandbox = await smallSandbox();
    const record = some(sandbox.data.opportunities.values(), (row) => row.confidentiality === "non-confidential");
    const gone = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt !== null);
    record.owner = gone.id;
    record.sourcedBy = null;
    const path = `/opportunities/${record.id}?expand=owner&expand=sourcedBy`;
    expect(objectOf(await ask(sandbox, path))).toMatchObject({ owner: gone.id, sourcedBy: null });
  });

  test("applications need one of their two permissions, the contact its own; else 403", async () => {
    await using sandbox = await smallSandbox();
    const key = NO_APPLICATIONS_KEY;
    expect((await ask(sandbox, "/opportunities", { key })).status).toBe(200);
    expect((await ask(sandbox, "/opportunities?expand=applications", { key })).status).toBe(403);
    expect((await ask(sandbox, "/opportunities?expand=contact", { key })).status).toBe(200);
    sandbox.addKey({ apiKey: "k", name: "k", permissions: ["find all opportunities"], confidential: false });
    expect((await ask(sandbox, "/opportunities?expand=contact", { key: "k" })).status).toBe(403);
    expect((await ask(sandbox, "/opportunities?expand=stage", { key: "k" })).status).toBe(200);
  });
});

describe("Lever docs, Applications", () => {
  test("list and single are there, deprecated or not, with the twin's permission of its own", async () => {
    await using sandbox = await smallSandbox();
    const record = some(sandbox.data.opportunities.values(), (row) => row.applications.length === 1);
    const [application = ""] = record.applications;
    const path = `/opportunities/${record.id}/applications`;
    const [inList] = rowsOf(await ask(sandbox, path));
    expect(inList).toMatchObject({ id: application, opportunityId: record.id, candidateId: record.id, resume: null });
    expect(objectOf(await ask(sandbox, `${path}/${application}`))).toEqual(inList);
    expect(objectOf(await ask(sandbox, `/candidates/${record.id}/applications/${application}`))).toEqual(inList);
    expect((await ask(sandbox, path, { key: NO_APPLICATIONS_KEY })).status).toBe(403);
  });

  test("an application of another opportunity is not found", async () => {
    await using sandbox = await smallSandbox();
    const [one, other] = [...sandbox.data.applications.values()];
    const path = `/opportunities/${one?.opportunityId ?? ""}/applications/${other?.id ?? ""}`;
    expect((await ask(sandbox, path)).status).toBe(404);
  });

  test("the posting can be expanded; a confidential one stays an id without access", async () => {
    await using sandbox = await smallSandbox();
    const record = some(sandbox.data.applications.values(), ({ opportunityId }) => {
      return sandbox.data.opportunities.get(opportunityId)?.confidentiality === "non-confidential";
    });
    const hidden = some(sandbox.data.postings.values(), (row) => row.confidentiality === "confidential");
    record.posting = hidden.id;
    const path = `/opportunities/${record.opportunityId}/applications?expand=posting`;
    expect(rowsOf(await ask(sandbox, path, { key: FINDEM_KEY }))[0]?.posting).toMatchObject({ text: hidden.text });
    expect(rowsOf(await ask(sandbox, path, { key: PLAIN_KEY }))[0]?.posting).toBe(hidden.id);
  });

  test("an application that a user made has nothing typed in; one from the job site has", async () => {
    await using sandbox = await smallSandbox();
    const rows = await walk(sandbox, "/opportunities?expand=applications");
    const applications = rows.flatMap((row) => row.applications as { type: string; name: unknown; email: unknown }[]);
    expect(some(applications, ({ type }) => type === "user")).toMatchObject({ name: null, email: null });
    expect(some(applications, ({ type }) => type === "posting")).toMatchObject({ name: expect.any(String) });
  });
});
