import { describe, expect, test } from "vitest";
import { emptyData } from "../../sandbox/data.js";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import type { WebhookEvent } from "../../sandbox/records/webhook.record.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, NOW, objectOf, smallSandbox, some } from "./support.js";
import { RECEIVER_URL as url, WebhookWorld } from "./webhook-receiver.js";

const put = (body: unknown) => ({ key: EVERYTHING_KEY, method: "PUT", body });
const post = (body: unknown) => ({ key: EVERYTHING_KEY, method: "POST", body });
const time = expect.any(Number);

/** Webhooks of these events alone (default: all), as an admin makes them. */
async function worldFor(...events: readonly WebhookEvent[]) {
  const world = await WebhookWorld.start();
  world.sandbox.webhooks.addInSettings(events.length === 0 ? { url } : { url, events });
  return world;
}

function priya({ data }: Sandbox) {
  const contact = some(data.contacts.values(), ({ name }) => name === "Priya Raman");
  const record = some(data.opportunities.values(), (row) => row.contact === contact.id);
  const ids = { opportunityId: record.id, candidateId: expect.any(String), contactId: contact.id };
  return { contact, record, ids, path: `/opportunities/${record.id}` };
}

const reasonOf = ({ data }: Sandbox, wanted: "hired" | "non-hired") =>
  some(data.archiveReasons.values(), ({ type }) => type === wanted).id;
const userOf = ({ data }: Sandbox) => some(data.users.values(), ({ deactivatedAt }) => deactivatedAt === null).id;
const postingOf = ({ data }: Sandbox) =>
  some(data.postings.values(), ({ confidentiality }) => confidentiality === "non-confidential").id;

describe("Lever docs, Webhooks: candidateStageChange", () => {
  test("is told of every move, with both stages; a candidate's id is not the opportunity's", async () => {
    await using world = await worldFor();
    const { record, ids, path } = priya(world.sandbox);
    const { stage: fromStageId } = record;
    await ask(world.sandbox, `${path}/stage`, put({ stage: "offer" }));
    await ask(world.sandbox, `${path}/stage`, put({ stage: "lead-new" }));
    const told = await world.told();
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(["candidateStageChange", { ...ids, toStageId: "offer", fromStageId }]);
    const back = { ...ids, toStageId: "lead-new", fromStageId: "offer" };
    expect(told).toContainEqual(["candidateStageChange", back]);
    for (const [, data] of told) expect([record.id, ids.contactId]).not.toContain(data["candidateId"]);
  });

  test("is told of the deprecated twin as well, and of a write whose answer is lost", async () => {
    await using world = await worldFor();
    const { record, path } = priya(world.sandbox);
    await ask(world.sandbox, `/candidates/${record.id}/stage`, put({ stage: "offer" }));
    world.sandbox.inject({ times: 1, do: { kind: "resetAfter" } });
    await expect(ask(world.sandbox, `${path}/stage`, put({ stage: "lead-new" }))).rejects.toThrow();
    expect((await world.told()).map(([, { toStageId }]) => toStageId).sort()).toEqual(["lead-new", "offer"]);
  });

  test("is not told of a move that was refused, that leads nowhere, or that a fault prevented", async () => {
    await using world = await worldFor();
    const { record, path } = priya(world.sandbox);
    await ask(world.sandbox, `${path}/stage`, put({ stage: record.stage }));
    await ask(world.sandbox, `${path}/stage`, put({ stage: "nowhere" }));
    world.sandbox.inject({ times: 1, do: { kind: "status", status: 503 } });
    await ask(world.sandbox, `${path}/stage`, put({ stage: "offer" }));
    await ask(world.sandbox, path);
    expect(await world.told()).toEqual([]);
  });
});

describe("Lever docs, Webhooks: candidateArchiveChange and candidateHired", () => {
  test("archiving, another reason and unarchiving are told with what was and what is", async () => {
    await using world = await worldFor();
    const { ids, path } = priya(world.sandbox);
    const [reason, other] = [...world.sandbox.data.archiveReasons.values()]
      .filter(({ type }) => type === "non-hired")
      .map(({ id }) => id);
    for (const next of [reason, other, null]) {
      await ask(world.sandbox, `${path}/archived`, put({ reason: next }));
    }
    const told = await world.told();
    const [first, second] = [reason, other].map((its) => ({ reason: its, archivedAt: time }));
    const states = [
      { toArchived: first, fromArchived: null },
      { toArchived: second, fromArchived: first },
      { toArchived: null, fromArchived: second },
    ];
    expect(told).toHaveLength(3);
    for (const state of states) expect(told).toContainEqual(["candidateArchiveChange", { ...ids, ...state }]);
  });

  test("a hire is told as both, once", async () => {
    await using world = await worldFor();
    const { ids, path } = priya(world.sandbox);
    const reason = reasonOf(world.sandbox, "hired");
    await ask(world.sandbox, `${path}/archived`, put({ reason }));
    await ask(world.sandbox, `${path}/archived`, put({ reason }));
    const told = await world.told();
    expect(told.filter(([event]) => event === "candidateHired")).toEqual([["candidateHired", ids]]);
    expect(told.filter(([event]) => event === "candidateArchiveChange").length).toBeGreaterThanOrEqual(1);
  });
});

describe("Lever docs, Webhooks: applicationCreated, contactCreated and contactUpdated", () => {
  test("a new person for a posting is a contact and an application", async () => {
    await using world = await worldFor();
    const { sandbox } = world;
    const body = { name: "Zoë New", emails: ["zoe@example.test"], postings: [postingOf(sandbox)] };
    const row = objectOf(await ask(sandbox, `/opportunities?perform_as=${userOf(sandbox)}`, post(body)));
    const { contact: contactId, applications } = row as unknown as { contact: string; applications: string[] };
    const told = await world.told();
    const ids = { opportunityId: row.id, candidateId: expect.any(String), contactId };
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(["applicationCreated", { applicationId: applications[0], ...ids }]);
    const accountId = expect.any(String);
    expect(told).toContainEqual(["contactCreated", { contactId, createdAt: time, accountId }]);
  });

  test("an opportunity without a posting has no application, and no event of its own", async () => {
    await using world = await worldFor();
    const { sandbox } = world;
    const { contact } = priya(sandbox);
    await ask(sandbox, `/opportunities?perform_as=${userOf(sandbox)}`, post({ contact: contact.id }));
    expect(await world.told()).toEqual([]);
  });

  test("a contact's own details are told, those of an opportunity and links aren't", async () => {
    await using world = await worldFor();
    const { contact, path } = priya(world.sandbox);
    await ask(world.sandbox, `${path}/addTags`, post({ tags: ["A"] }));
    await ask(world.sandbox, `${path}/addLinks`, post({ links: ["https://priya.example/"] }));
    await ask(world.sandbox, `/contacts/${contact.id}`, put({ headline: contact.headline }));
    expect(await world.told()).toEqual([]);
    await ask(world.sandbox, `/contacts/${contact.id}`, put({ headline: "Elsewhere" }));
    const data = { contactId: contact.id, updatedAt: time, accountId: expect.any(String) };
    expect(await world.told()).toEqual([["contactUpdated", data]]);
  });
});

describe("changes that tests make by hand are told like those of the API", () => {
  test("moves and archive states", async () => {
    await using world = await worldFor();
    const { record, ids } = priya(world.sandbox);
    const { stage: fromStageId } = record;
    record.stage = "offer";
    record.archived = { reason: reasonOf(world.sandbox, "hired"), archivedAt: NOW };
    expect(await world.told()).toEqual(
      expect.arrayContaining([
        ["candidateStageChange", { ...ids, toStageId: "offer", fromStageId }],
        ["candidateArchiveChange", { ...ids, toArchived: record.archived, fromArchived: null }],
        ["candidateHired", ids],
      ]),
    );
    expect(await world.told()).toHaveLength(3);
  });

  test("deleted opportunities, with who deleted them", async () => {
    await using world = await worldFor();
    const { data } = world.sandbox;
    const { record, ids } = priya(world.sandbox);
    data.opportunities.delete(record.id);
    data.deletedOpportunities.set(record.id, { ...record, deletedBy: "u1", deletedAt: NOW });
    expect(await world.told()).toEqual([["candidateDeleted", { ...ids, deletedBy: "u1" }]]);
    const other = some(data.opportunities.values());
    data.opportunities.delete(other.id);
    const deletedBy = some(data.users.values(), ({ accessRole }) => accessRole === "super admin").id;
    expect((await world.told()).at(-1)?.[1]).toMatchObject({ opportunityId: other.id, deletedBy });
  });

  test("interviews: new ones, changes of any kind, and those that are gone", async () => {
    await using world = await worldFor();
    const { interviews } = world.sandbox.data;
    const row = some(interviews.values());
    const { id: interviewId, panel: panelId, opportunityId } = row;
    const ids = { interviewId, panelId, opportunityId };
    row.interviewers.push({ id: userOf(world.sandbox), name: "N", email: "n@example.test", feedbackTemplate: "x" });
    expect(await world.told()).toEqual([["interviewUpdated", { ...ids, updatedAt: time }]]);
    row.canceledAt = NOW;
    expect((await world.told()).slice(1)).toEqual([["interviewUpdated", { ...ids, updatedAt: time }]]);
    interviews.delete(row.id);
    expect((await world.told()).slice(2)).toEqual([["interviewDeleted", { ...ids, deletedAt: time }]]);
    interviews.set("new", { ...row, id: "new", createdAt: NOW });
    const created = { ...ids, interviewId: "new", createdAt: NOW };
    expect((await world.told()).slice(3)).toEqual([["interviewCreated", created]]);
  });

  test("interviews that archiving takes out", async () => {
    await using world = await worldFor("interviewDeleted");
    const { record, path } = priya(world.sandbox);
    const toCome = [...world.sandbox.data.interviews.values()].filter(
      ({ opportunityId, date }) => opportunityId === record.id && date > NOW,
    );
    await ask(
      world.sandbox,
      `${path}/archived`,
      put({ reason: reasonOf(world.sandbox, "non-hired"), cleanInterviews: true }),
    );
    const told = (await world.told()).map(([, { interviewId }]) => interviewId);
    expect(told.sort()).toEqual(toCome.map(({ id }) => id).sort());
    expect(told.length).toBeGreaterThan(0);
  });

  test("people: new ones, and changes in place", async () => {
    await using world = await worldFor();
    const { contact } = priya(world.sandbox);
    contact.emails.push("p2@example.test");
    world.sandbox.data.contacts.set("c1", { ...contact, id: "c1" });
    const told = (await world.told()).map(([event, { contactId }]) => [event, contactId]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["contactUpdated", contact.id],
        ["contactCreated", "c1"],
      ]),
    );
    expect(told).toHaveLength(2);
  });

  test("even where nobody asks for it", async () => {
    await using world = await worldFor("candidateStageChange");
    priya(world.sandbox).record.stage = "offer";
    await world.receiver.until(() => world.receiver.requests.length > 0);
    expect(await world.told()).toMatchObject([["candidateStageChange", { toStageId: "offer" }]]);
  });

  test("before the API changes the same again", async () => {
    await using world = await worldFor("candidateStageChange");
    const { record, path } = priya(world.sandbox);
    record.stage = "offer";
    await ask(world.sandbox, `${path}/stage`, put({ stage: "lead-new" }));
    const moves = (await world.told()).map(([, { fromStageId, toStageId }]) => [fromStageId, toStageId]);
    expect(moves).toContainEqual(["offer", "lead-new"]);
    expect(moves).toHaveLength(2);
  });
});

describe("who hears of it", () => {
  test("the webhooks of that event, and where it has an origin of that origin", async () => {
    await using world = await WebhookWorld.start();
    const { sandbox } = world;
    const { record, path } = priya(sandbox);
    record.origin = "referred";
    for (const [name, event, origins] of [
      ["all", "candidateStageChange", undefined],
      ["its", "candidateStageChange", ["agency", "referred"]],
      ["others", "candidateStageChange", ["agency", "sourced"]],
      ["hires", "candidateHired", undefined],
    ] as const) {
      const configuration = origins === undefined ? {} : { conditions: { origins } };
      await ask(sandbox, "/webhooks", post({ url: `${url}/${name}`, event, configuration }));
    }
    sandbox.webhooks.addInSettings({ url: `${url}/ui`, events: ["candidateStageChange"], origins: ["sourced"] });
    await ask(sandbox, `${path}/stage`, put({ stage: "offer" }));
    const received = await world.received();
    expect(world.receiver.requests.map((request) => request.path.split("/").at(-1)).sort()).toEqual(["all", "its"]);
    // One event, told twice: its id is the same, and each delivery has a token of its own.
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    expect(new Set(received.map(({ token }) => token)).size).toBe(2);
  });

  test("nobody, before a Super Admin has switched the event's group on, and nothing is told later", async () => {
    await using world = await WebhookWorld.start(undefined, { on: [] });
    const { sandbox } = world;
    const { record, path } = priya(sandbox);
    await ask(sandbox, "/webhooks", post({ url, event: "candidateStageChange" }));
    sandbox.webhooks.addInSettings({ url });
    await ask(sandbox, `${path}/stage`, put({ stage: "offer" }));
    record.stage = "lead-new";
    sandbox.webhooks.switchOn("candidateArchiveChange");
    record.stage = "offer";
    sandbox.webhooks.switchOn();
    expect(await world.told()).toEqual([]);
    expect(sandbox.webhooks.deliveries).toEqual([]);
    record.stage = "lead-new";
    expect(await world.told()).toHaveLength(2);
    record.stage = "offer";
    sandbox.webhooks.switchOff("candidateStageChange");
    record.stage = "lead-new";
    expect(await world.told()).toHaveLength(4);
  });

  test("webhooks that are there when it happens, and no longer those that were deleted", async () => {
    await using world = await worldFor("candidateStageChange");
    const { sandbox } = world;
    const { record } = priya(sandbox);
    record.stage = "offer";
    const { id } = objectOf(await ask(sandbox, "/webhooks", post({ url, event: "candidateStageChange" })));
    expect(await world.told()).toHaveLength(1);
    record.stage = "lead-new";
    await ask(sandbox, `/webhooks/${id}`, { key: EVERYTHING_KEY, method: "DELETE" });
    expect(await world.told()).toHaveLength(3);
    record.stage = "offer";
    expect(await world.told()).toHaveLength(4);
  });

  test("the account in which it happens, and no other", async () => {
    await using world = await worldFor("candidateStageChange");
    const { sandbox } = world;
    sandbox.otherWebhooks.addInSettings({ url: `${url}/other` });
    priya(sandbox).record.stage = "offer";
    await sandbox.otherWebhooks.settled();
    expect(await world.told()).toHaveLength(1);
    const theirs = some(sandbox.otherData.opportunities.values());
    theirs.archived = theirs.archived === null ? { reason: "r", archivedAt: NOW } : null;
    await sandbox.otherWebhooks.settled();
    expect(world.receiver.requests.map(({ path }) => path)).toEqual(["/webhooks/lever/c1", "/webhooks/lever/c1/other"]);
    expect(sandbox.otherWebhooks.deliveries).toHaveLength(1);
  });

  test("a further account's own webhooks", async () => {
    const further = emptyData("further");
    await using sandbox = await smallSandbox({ opportunities: 9, accounts: [further], webhooks: { on: "all" } });
    sandbox.webhooks.addInSettings({ url });
    const webhooks = sandbox.webhooksOf(further);
    webhooks.addInSettings({ url, events: ["contactCreated"] });
    further.contacts.set("c1", { ...some(sandbox.data.contacts.values()), id: "c1" });
    await webhooks.settled();
    await sandbox.webhooks.settled();
    expect(webhooks.deliveries.map(({ envelope }) => envelope.data)).toMatchObject([{ contactId: "c1" }]);
    expect(sandbox.webhooks.deliveries).toEqual([]);
    expect(() => sandbox.webhooksOf(emptyData("unknown"))).toThrow(RangeError);
  });

  test("of confidential opportunities as of others", async () => {
    await using world = await worldFor("candidateStageChange");
    const hidden = some(world.sandbox.data.opportunities.values(), (row) => row.confidentiality === "confidential");
    hidden.stage = hidden.stage === "offer" ? "lead-new" : "offer";
    expect((await world.told())[0]?.[1]).toMatchObject({ opportunityId: hidden.id });
  });
});
