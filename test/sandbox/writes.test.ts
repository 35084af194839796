import { describe, expect, test } from "vitest";
import { PLAIN_KEY, READ_ONLY_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, NOW, objectOf, refusalOf, rowsOf, smallSandbox, some } from "./support.js";

const BLANK = { name: "", headline: "", location: "", emails: [], phones: [], links: [] };

function priya(sandbox: Sandbox) {
  const contact = some(sandbox.data.contacts.values(), ({ name }) => name === "Priya Raman");
  const record = some(sandbox.data.opportunities.values(), (row) => row.contact === contact.id);
  const user = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt === null);
  const gone = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt !== null);
  return { contact, record, user, gone, path: `/opportunities/${record.id}` };
}

const put = (body: unknown) => ({ method: "PUT", body });
const post = (body: unknown) => ({ method: "POST", body });

describe("Lever docs, Update opportunity stage", () => {
  test("moves on, and answers with everything personal blank", async () => {
    await using sandbox = await smallSandbox();
    const { record, path, user } = priya(sandbox);
    const before = { steps: record.stageChanges.length, updatedAt: record.updatedAt ?? 0 };
    const answer = objectOf(await ask(sandbox, `${path}/stage?perform_as=${user.id}`, put({ stage: "offer" })));
    expect(answer).toMatchObject({ id: record.id, stage: "offer", ...BLANK });
    expect(answer).not.toHaveProperty("opportunityLocation");
    expect(record.stageChanges).toHaveLength(before.steps + 1);
    const toStageIndex = [...sandbox.data.stages.keys()].indexOf("offer");
    expect(record.stageChanges.at(-1)).toMatchObject({ toStageId: "offer", toStageIndex, userId: user.id });
    expect(record.lastAdvancedAt).toBe(record.stageChanges.at(-1)?.updatedAt);
    expect(record.updatedAt).toBeGreaterThan(before.updatedAt);
    expect(objectOf(await ask(sandbox, path))).toMatchObject({ name: "Priya Raman", stage: "offer" });
  });

  test.each([
    [{ stage: "nowhere" }, "400 stages nowhere was not found at /stage"],
    [{}, "400 Is required at /stage"],
    [{ stage: 1 }, "400 Must be a string at /stage"],
    [{ stage: "offer", stageId: "offer" }, "400 Unknown property at /stageId"],
    [[], "400 The request's body must be a JSON object"],
  ])("refuses %j", async (body, refusal) => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    const { stage } = record;
    expect(refusalOf(await ask(sandbox, `${path}/stage`, put(body)))).toBe(refusal);
    expect(record.stage).toBe(stage);
  });

  test("perform_as may be left out, but must be an active user and is no part of the body", async () => {
    await using sandbox = await smallSandbox();
    const { path, gone, user } = priya(sandbox);
    expect((await ask(sandbox, `${path}/stage`, put({ stage: "offer" }))).status).toBe(200);
    expect((await ask(sandbox, `${path}/stage?perform_as=${gone.id}`, put({ stage: "offer" }))).status).toBe(400);
    expect((await ask(sandbox, `${path}/stage?perform_as=nobody`, put({ stage: "offer" }))).status).toBe(400);
    expect((await ask(sandbox, `${path}/stage`, put({ stage: "offer", perform_as: user.id }))).status).toBe(400);
  });

  test("needs the permission, and access to confidential data where it is that", async () => {
    await using sandbox = await smallSandbox();
    const { path } = priya(sandbox);
    const body = put({ stage: "offer" });
    expect((await ask(sandbox, `${path}/stage`, { ...body, key: READ_ONLY_KEY })).status).toBe(403);
    const hidden = some(sandbox.data.opportunities.values(), (row) => row.confidentiality === "confidential");
    const hiddenPath = `/opportunities/${hidden.id}/stage`;
    expect((await ask(sandbox, hiddenPath, { ...body, key: PLAIN_KEY })).status).toBe(403);
    expect((await ask(sandbox, "/opportunities/nobody/stage", body)).status).toBe(404);
  });

  test("the deprecated twin acts on the same opportunity", async () => {
    await using sandbox = await smallSandbox();
    const { record } = priya(sandbox);
    expect((await ask(sandbox, `/candidates/${record.id}/stage`, put({ stage: "offer" }))).status).toBe(200);
    expect(record.stage).toBe("offer");
  });
});

describe("Lever docs, Update opportunity archived state", () => {
  test("archives with the application, replaces the reason, and takes back", async () => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    const application = sandbox.data.applications.get(record.applications[0] ?? "");
    const [first, second] = [...sandbox.data.archiveReasons.keys()].slice(2, 4);
    const answer = objectOf(await ask(sandbox, `${path}/archived`, put({ reason: first, cleanInterviews: true })));
    expect(answer).toMatchObject({ archived: { reason: first, archivedAt: expect.any(Number) }, ...BLANK });
    expect(application?.archived).toEqual(record.archived);
    await ask(sandbox, `${path}/archived`, put({ reason: second }));
    expect(record.archived?.reason).toBe(second);
    await ask(sandbox, `${path}/archived`, put({ reason: null }));
    expect([record.archived, application?.archived]).toEqual([null, null]);
  });

  test("an unknown reason, none at all, and a requisition without a reason of type hired are refused", async () => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    const other = some(sandbox.data.archiveReasons.values(), ({ type }) => type === "non-hired");
    for (const body of [{ reason: "x" }, {}, { reason: other.id, requisitionId: "x" }]) {
      expect((await ask(sandbox, `${path}/archived`, put(body))).status).toBe(400);
    }
    expect(record.archived).toBeNull();
  });
});

describe("Lever docs, Update opportunity archived state: hires and interviews", () => {
  const idOf = (sandbox: Sandbox, wanted: "hired" | "non-hired") =>
    some(sandbox.data.archiveReasons.values(), ({ type }) => type === wanted).id;

  test("a hire counts for its requisition, which must be there and not closed", async () => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    const requisition = some(sandbox.data.requisitions.values(), ({ status }) => status === "open");
    const closed = some(sandbox.data.requisitions.values(), ({ status }) => status === "closed");
    const reason = idOf(sandbox, "hired");
    const hired = requisition.headcountHired;
    for (const requisitionId of [closed.id, "x"]) {
      expect((await ask(sandbox, `${path}/archived`, put({ reason, requisitionId }))).status).toBe(400);
    }
    expect(record.archived).toBeNull();
    expect((await ask(sandbox, `${path}/archived`, put({ reason, requisitionId: requisition.id }))).status).toBe(200);
    expect(requisition.headcountHired).toBe(hired + 1);
    expect(sandbox.data.applications.get(record.applications[0] ?? "")?.requisitionForHire).toMatchObject({
      id: requisition.id,
      requisitionCode: requisition.requisitionCode,
    });
  });

  test("cleanInterviews takes out those to come, and only when asked", async () => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    const { interviews } = sandbox.data;
    const toCome = () => [...interviews.values()].filter((row) => row.opportunityId === record.id && row.date > NOW);
    const held = [...interviews.values()].filter((row) => row.opportunityId === record.id && row.date <= NOW);
    const reason = idOf(sandbox, "non-hired");
    await ask(sandbox, `${path}/archived`, put({ reason }));
    expect(toCome().length).toBeGreaterThan(0);
    await ask(sandbox, `${path}/archived`, put({ reason, cleanInterviews: true }));
    expect(toCome()).toEqual([]);
    for (const { id } of held) expect(interviews.has(id)).toBe(true);
  });
});

describe("Lever docs, Tags, sources and links of an opportunity", () => {
  test("tags and sources belong to the opportunity; what is there or isn't stays as it is", async () => {
    await using sandbox = await smallSandbox();
    const { record, path } = priya(sandbox);
    record.tags = ["A", "B"];
    const added = objectOf(await ask(sandbox, `${path}/addTags`, post({ tags: ["B", "C, D"] })));
    expect(added).toMatchObject({ tags: ["A", "B", "C, D"], ...BLANK });
    await ask(sandbox, `${path}/removeTags`, post({ tags: ["A", "Z"] }));
    expect(record.tags).toEqual(["B", "C, D"]);
    record.sources = [];
    await ask(sandbox, `${path}/addSources`, post({ sources: ["Findem", "X"] }));
    await ask(sandbox, `${path}/removeSources`, post({ sources: ["X"] }));
    expect(record.sources).toEqual(["Findem"]);
  });

  test("links belong to the person and show on all opportunities; they are removed by their exact text", async () => {
    await using sandbox = await smallSandbox();
    const { record, contact, path } = priya(sandbox);
    contact.links = ["https://a.test/"];
    const answer = objectOf(await ask(sandbox, `${path}/addLinks`, post({ links: ["https://b.test"] })));
    expect(answer).toMatchObject({ name: "Priya Raman", links: ["https://a.test/", "https://b.test"] });
    const rows = rowsOf(await ask(sandbox, `/opportunities?contact_id=${contact.id}`));
    expect(rows.map(({ links }) => links)).toEqual(rows.map(() => ["https://a.test/", "https://b.test"]));
    expect(new Set(rows.map(({ updatedAt }) => updatedAt)).size).toBe(1);
    await ask(sandbox, `${path}/removeLinks`, post({ links: ["https://a.test", "https://b.test"] }));
    expect(contact.links).toEqual(["https://a.test/"]);
    expect(record.tags).not.toContain("https://a.test/");
  });
});

describe("Lever docs, Update a contact", () => {
  test("changes what is given and keeps the rest; the location is a text in the body", async () => {
    await using sandbox = await smallSandbox();
    const { contact, path } = priya(sandbox);
    const body = { location: "Oslo", emails: ["p@example.test"], phones: [{ value: "1", type: "work" }] };
    const answer = objectOf(await ask(sandbox, `/contacts/${contact.id}`, put(body)));
    expect(answer).toMatchObject({ name: "Priya Raman", location: { name: "Oslo" }, emails: ["p@example.test"] });
    expect(answer).not.toHaveProperty("isAnonymized");
    expect(objectOf(await ask(sandbox, path))).toMatchObject({
      location: "Oslo",
      phones: [{ value: "1", type: "work" }],
    });
    const refused = await ask(sandbox, `/contacts/${contact.id}`, put({ emails: ["p"] }));
    expect(refusalOf(refused)).toBe("400 Email address is not valid at /emails/0");
    expect((await ask(sandbox, `/contacts/${contact.id}`, put({ location: { name: "Oslo" } }))).status).toBe(400);
  });
});
