import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { archiveReasonId } from "../../../sandbox/seed/archive-reasons.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { onlyError } from "../../support/connections.js";
import { type Outcome, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const reason = (text: string): string => world.id(archiveReasonId(text));

/** It was refused with that code and at that place, nothing was sent, and the log says so. */
async function expectRefused({ userErrors, plannedRequests, answer }: Outcome, code: string, field: string) {
  expect(answer.errors).toEqual([]);
  expect(userErrors).toMatchObject([{ code, path: ["input", field], retryable: false, retryAfterMs: null }]);
  expect(plannedRequests).toBeNull();
  expect(world.sent).toEqual([]);
  expect(await world.audit("outcome")).toEqual([{ outcome: "REFUSED" }]);
}

/** Saves decisions over the proposed mapping. */
async function saveMapping(changes: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const { data } = await world.subgraph.query(
    `query ($id: ID!) { atsConnection(id: $id) { stageMapping { version } } }`,
    { id: world.connectionId },
  );
  const input = {
    ...{ connectionId: world.connectionId, expectedVersion: data.atsConnection.stageMapping.version as number },
    ...{ inboundStageIds: [], advanceExcludedStageIds: [], rejectExcludedReasonIds: [], findemStages: [] },
    ...changes,
  };
  const { data: saved } = await world.subgraph.query(
    `mutation ($input: SaveStageMappingInput!) { saveStageMapping(input: $input) { userErrors { code } } }`,
    { input },
  );
  expect(saved.saveStageMapping.userErrors).toEqual([]);
}

const archive = (text: string): void => {
  world.row.archived = { reason: archiveReasonId(text), archivedAt: Date.now() };
};

describe("advanceOpportunity", () => {
  const advance = (toStageId: string, more: object = {}) => world.write("advanceOpportunity", { toStageId, ...more });

  test("says STAGE_UNKNOWN of a stage that Lever does not have", async () => {
    await expectRefused(await advance(world.id("no-such-stage")), "STAGE_UNKNOWN", "toStageId");
  });

  test("says STAGE_UNKNOWN of another connection's stage", async () => {
    await expectRefused(await advance("other.offer"), "STAGE_UNKNOWN", "toStageId");
  });

  test("says STAGE_EXCLUDED of a stage that the mapping excludes, from the moment it is saved", async () => {
    await saveMapping({ advanceExcludedStageIds: [world.id("offer")] });
    await expectRefused(await advance(world.id("offer")), "STAGE_EXCLUDED", "toStageId");
    await saveMapping({});
    expect((await advance(world.id("offer"))).codes).toEqual([]);
    expect(world.row.stage).toBe("offer");
  });

  test("says STAGE_CHANGED when somebody has moved it, with the row as it is now", async () => {
    const read = `query ($id: ID!) { atsOpportunity(id: $id) { stageId } }`;
    const { data } = await world.subgraph.query(read, { id: world.opportunityId });
    expect(data.atsOpportunity).toEqual({ stageId: world.id(STAGES.onsite.id) });
    world.row.stage = STAGES.referenceCheck.id;
    const outcome = await advance(world.id("offer"), { expectedStageId: world.id(STAGES.onsite.id) });
    await expectRefused(outcome, "STAGE_CHANGED", "expectedStageId");
    expect(outcome.opportunity).toMatchObject({ stageId: world.id(STAGES.referenceCheck.id) });
  });

  test("says STAGE_CHANGED even where it has come to the wanted stage by another's hand", async () => {
    world.row.stage = "offer";
    const outcome = await advance(world.id("offer"), { expectedStageId: world.id(STAGES.onsite.id) });
    await expectRefused(outcome, "STAGE_CHANGED", "expectedStageId");
  });

  test("says ALREADY_ARCHIVED of an archived one, with the row as it is", async () => {
    archive("Timing");
    const outcome = await advance(world.id("offer"));
    await expectRefused(outcome, "ALREADY_ARCHIVED", "opportunityId");
    expect(outcome.opportunity).toMatchObject({ archive: { reasonId: reason("Timing") } });
  });

  test("goes to an earlier stage too", async () => {
    expect((await advance(world.id(STAGES.newLead.id))).codes).toEqual([]);
    expect(world.row.stage).toBe(STAGES.newLead.id);
  });

  test.each([
    ["toStageId", { toStageId: "offer" }],
    ["expectedStageId", { toStageId: "c.offer", expectedStageId: "c.offer.x" }],
  ])("tells a malformed %s before anything is asked", async (field, input) => {
    const { answer } = await world.write("advanceOpportunity", input);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: `input.${field}` });
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });

  test("says STAGE_EXCLUDED in a dry run as well, plans nothing and logs nothing", async () => {
    await saveMapping({ advanceExcludedStageIds: [world.id("offer")] });
    const outcome = await advance(world.id("offer"), { dryRun: true });
    expect(outcome).toMatchObject({ codes: ["STAGE_EXCLUDED"], plannedRequests: [] });
    expect(await world.audit()).toEqual([]);
  });
});

describe.each([
  ["rejectOpportunity", { wrong: "Hired", code: "REASON_NOT_REJECTION", right: "Timing", other: "Withdrew" }],
  ["hireOpportunity", { wrong: "Timing", code: "REASON_NOT_HIRE", right: "Hired", other: "Hired as contractor" }],
] as const)("%s", (mutation, { wrong, code, right, other }) => {
  const close = (reasonId: string, more: object = {}) => world.write(mutation, { reasonId, ...more });

  test("says REASON_UNKNOWN of a reason that Lever does not have", async () => {
    await expectRefused(await close(world.id("no-such-reason")), "REASON_UNKNOWN", "reasonId");
  });

  test("says REASON_UNKNOWN of another connection's reason", async () => {
    await expectRefused(await close(`other.${archiveReasonId(right)}`), "REASON_UNKNOWN", "reasonId");
  });

  test(`says ${code} of a reason of the other type`, async () => {
    await expectRefused(await close(reason(wrong)), code, "reasonId");
  });

  test("says ALREADY_ARCHIVED where it is archived with another reason, and leaves it", async () => {
    archive(other);
    const outcome = await close(reason(right));
    await expectRefused(outcome, "ALREADY_ARCHIVED", "opportunityId");
    expect(outcome.opportunity).toMatchObject({ archive: { reasonId: reason(other) } });
  });

  test("succeeds where it is archived with that very reason", async () => {
    archive(right);
    expect((await close(reason(right))).codes).toEqual([]);
    expect(world.sent).toEqual([]);
  });
});

describe("rejectOpportunity", () => {
  const reject = (reasonId: string, more: object = {}) => world.write("rejectOpportunity", { reasonId, ...more });

  test("says REASON_INACTIVE of a reason that Lever offers no more", async () => {
    await expectRefused(await reject(reason("Culture fit")), "REASON_INACTIVE", "reasonId");
  });

  test("says REASON_EXCLUDED of a reason that the mapping excludes", async () => {
    await saveMapping({ rejectExcludedReasonIds: [reason("Timing")] });
    await expectRefused(await reject(reason("Timing")), "REASON_EXCLUDED", "reasonId");
  });

  test("says STAGE_CHANGED when somebody has moved it", async () => {
    world.row.stage = "offer";
    const outcome = await reject(reason("Timing"), { expectedStageId: world.id(STAGES.onsite.id) });
    await expectRefused(outcome, "STAGE_CHANGED", "expectedStageId");
    expect(outcome.opportunity).toMatchObject({ stageId: world.id("offer"), archive: null });
  });

  test("leaves interviews alone unless it is told to remove them", async () => {
    await reject(reason("Timing"));
    expect(world.sent).toMatchObject([{ body: { reason: archiveReasonId("Timing"), cleanInterviews: false } }]);
  });
});

describe("hireOpportunity", () => {
  test("says NOT_FOUND of another connection's requisition", async () => {
    const input = { reasonId: reason("Hired"), requisitionId: "other.requisition" };
    await expectRefused(await world.write("hireOpportunity", input), "NOT_FOUND", "requisitionId");
  });

  test("passes on Lever's own refusal of a requisition, and leaves the candidacy active", async () => {
    const input = { reasonId: reason("Hired"), requisitionId: world.id("no-such-requisition") };
    const { userErrors, opportunity } = await world.write("hireOpportunity", input);
    expect(userErrors).toMatchObject([{ code: "ATS_REJECTED", retryable: false }]);
    expect(userErrors[0]?.message).toContain("was not found");
    expect(opportunity).toMatchObject({ archive: null });
    expect(await world.audit("outcome")).toEqual([{ outcome: "REFUSED" }]);
  });

  test("needs no requisition", async () => {
    await world.write("hireOpportunity", { reasonId: reason("Hired") });
    expect(world.sent).toMatchObject([{ body: { reason: archiveReasonId("Hired") } }]);
  });
});

describe("texts", () => {
  test.each([
    ["tags", "addOpportunityTags", [""], "input.tags.0"],
    ["sources", "removeOpportunitySources", ["a", "  "], "input.sources.1"],
    ["links", "addOpportunityLinks", ["x".repeat(1_001)], "input.links.0"],
    ["tags", "removeOpportunityTags", Array.from({ length: 101 }, (_, number) => `t${number}`), "input.tags"],
  ])("of %s that Lever would not take are told before anything is asked", async (field, mutation, texts, argument) => {
    const { answer } = await world.write(mutation, { [field]: texts });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(world.subgraph.sandbox.requests).toEqual([]);
  });

  test.each([
    ["addOpportunityTags", "tags"],
    ["removeOpportunityTags", "tags"],
    ["addOpportunitySources", "sources"],
    ["removeOpportunitySources", "sources"],
    ["addOpportunityLinks", "links"],
    ["removeOpportunityLinks", "links"],
  ])("%s of none at all sends nothing", async (mutation, field) => {
    expect((await world.write(mutation, { [field]: [] })).codes).toEqual([]);
    expect(world.sent).toEqual([]);
  });
});
