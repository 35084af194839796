import { describe, expect, test } from "vitest";
import { toFeedback } from "../../src/graph/feedback/feedback.mapper.js";
import { toProfileForm } from "../../src/graph/profile-form/profile-form.mapper.js";
import { toReferral } from "../../src/graph/referral/referral.mapper.js";

const wrongShapeAt = (path: string): unknown =>
  expect.objectContaining({ code: "BAD_RESPONSE", details: expect.objectContaining({ path }) });

const source = { connectionId: "c1", opportunityId: "o1", fetchedAt: 0 };

/** Lever docs, "Feedback". */
const feedback = {
  id: "f0d1b2c3-a4e5-4691-8877-665544332211",
  type: "interview",
  text: "Phone screen",
  instructions: "",
  baseTemplateId: "e2a64b17-3c90-4f58-9b1d-80f5c7d6a213",
  fields: [
    {
      id: "11aa22bb-33cc-44dd-85ee-66ff77008811",
      type: "score",
      text: "Rating",
      description: "",
      required: true,
      prompt: "Select one",
      options: [{ text: "4 - Strong Hire" }, { text: "3 - Hire" }],
      value: "3 - Hire",
    },
  ],
  user: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  panel: null,
  interview: null,
  createdAt: 1_718_100_000_000,
  updatedAt: null,
  completedAt: 1_718_100_600_000,
  deletedAt: null,
};

/** Lever docs, "Profile forms". */
const form = {
  id: "5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b",
  type: "form",
  text: "Relocation",
  instructions: "",
  baseTemplateId: "77889900-aabb-4ccd-8eef-001122334455",
  fields: [
    {
      id: "12ab34cd-56ef-4a78-9b90-cd12ef34ab56",
      type: "yes-no",
      text: "Needs visa?",
      description: "",
      required: true,
      value: "no",
    },
  ],
  user: null,
  stage: "lead-responded",
  createdAt: 1_718_320_000_000,
  completedAt: 1_718_320_000_000,
  deletedAt: null,
};

/** Lever docs, "Referrals". */
const referral = {
  id: "ab12cd34-ef56-4789-8abc-def123456789",
  type: "referral",
  text: "Referral",
  instructions: "",
  baseTemplateId: "0f0e0d0c-0b0a-4908-8706-050403020100",
  fields: [{ type: "text", text: "Name of referrer", description: "", required: true, value: "Ana Kovac" }],
  referrer: null,
  user: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  stage: null,
  createdAt: 1_718_000_100_000,
  completedAt: 1_718_000_100_000,
};

test("feedback of the documentation's shape", () => {
  expect(toFeedback(source, feedback)).toEqual({
    id: "c1.o1.f0d1b2c3-a4e5-4691-8877-665544332211",
    type: "interview",
    name: "Phone screen",
    instructions: null,
    fields: [expect.objectContaining({ label: "Rating", valueText: "3 - Hire", valueNumber: null })],
    interviewId: null,
    panelId: null,
    createdAt: 1_718_100_000_000,
    completedAt: 1_718_100_600_000,
    deletedAt: null,
    connectionId: "c1",
    authorExternalId: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  });
});

test("feedback to an interview names it, and its panel, with the ids that they have here", () => {
  expect(toFeedback(source, { ...feedback, panel: "p1", interview: "i1" })).toMatchObject({
    panelId: "c1.o1.p1",
    interviewId: "c1.o1.i1",
  });
});

test.each([
  ["assigment", "assignment"],
  ["assignment", "assignment"],
  ["share", "share"],
  ["hologram", "hologram"],
  ["", null],
])("feedback of type %j is of type %j", (type, expected) => {
  expect(toFeedback(source, { ...feedback, type })?.type).toBe(expected);
});

test("a profile form of the documentation's shape", () => {
  expect(toProfileForm(source, form)).toEqual({
    id: "c1.o1.5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b",
    name: "Relocation",
    instructions: null,
    fields: [expect.objectContaining({ label: "Needs visa?", valueText: "no", value: "no" })],
    baseTemplateId: "c1.77889900-aabb-4ccd-8eef-001122334455",
    createdAt: 1_718_320_000_000,
    completedAt: 1_718_320_000_000,
    deletedAt: null,
    connectionId: "c1",
    authorExternalId: null,
    stageExternalId: "lead-responded",
  });
});

test("a referral of the documentation's shape: who refers may stand in its answers alone", () => {
  expect(toReferral(source, referral)).toEqual({
    id: "c1.o1.ab12cd34-ef56-4789-8abc-def123456789",
    name: "Referral",
    instructions: null,
    fields: [expect.objectContaining({ id: null, label: "Name of referrer", valueText: "Ana Kovac" })],
    createdAt: 1_718_000_100_000,
    completedAt: 1_718_000_100_000,
    connectionId: "c1",
    referrerExternalId: null,
    authorExternalId: "9d8c7b6a-5e4f-4321-8abc-def012345678",
    stageExternalId: null,
  });
});

test("what expand puts in an id's place keeps the id", () => {
  const user = { id: "u1", name: "Tomas Ruiz" } as never;
  const stage = { id: "s1", text: "Offer" } as never;
  expect(toFeedback(source, { ...feedback, user })?.authorExternalId).toBe("u1");
  expect(toProfileForm(source, { ...form, user, stage })).toMatchObject({
    authorExternalId: "u1",
    stageExternalId: "s1",
  });
  expect(toReferral(source, { ...referral, referrer: user, user: null, stage })).toMatchObject({
    referrerExternalId: "u1",
    authorExternalId: null,
    stageExternalId: "s1",
  });
});

describe("what was deleted is not shown", () => {
  test.each([1_718_400_000_000, "1718400000000"])("deletedAt %j", (deletedAt) => {
    expect(toFeedback(source, { ...feedback, deletedAt: deletedAt as number })).toBeNull();
    expect(toProfileForm(source, { ...form, deletedAt: deletedAt as number })).toBeNull();
  });
});

describe.each([
  ["feedback", toFeedback],
  ["a profile form", toProfileForm],
  ["a referral", toReferral],
])("%s", (_, map) => {
  test("of which only the id is of its type is there all the same", () => {
    const strange = { id: "x1", text: {}, instructions: 0, fields: "none", user: [], stage: 7, createdAt: "soon" };
    expect(map(source, strange as never)).toMatchObject({ id: "c1.o1.x1", fields: [], createdAt: null });
  });

  test("without an id is an answer of the wrong shape", () => {
    expect(() => map(source, { fields: [] })).toThrow(wrongShapeAt("id"));
  });
});
