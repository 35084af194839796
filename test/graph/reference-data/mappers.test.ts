import { describe, expect, test } from "vitest";
import { toApplicationForm } from "../../../src/graph/application-form/application-form.mapper.js";
import { toDeletedOpportunity } from "../../../src/graph/deleted-opportunity/deleted-opportunity.loader.js";
import { toEeoResponse } from "../../../src/graph/eeo-response/eeo-response.mapper.js";
import { toFeedbackTemplate } from "../../../src/graph/feedback-template/feedback-template.loader.js";
import { toProfileFormTemplate } from "../../../src/graph/profile-form-template/profile-form-template.loader.js";
import { toRequisition } from "../../../src/graph/requisition/requisition.mapper.js";
import { toRequisitionField } from "../../../src/graph/requisition-field/requisition-field.loader.js";
import { toSource } from "../../../src/graph/source/source.loader.js";
import { toTag } from "../../../src/graph/tag/tag.loader.js";
import { LeverError } from "../../../src/lever/errors.js";

/** What Lever might send in the place of what it documents. */
function wire(members: object): never {
  return members as never;
}

/** Where a value that can't be done without is missing. */
function missing(map: () => unknown): string | undefined {
  try {
    map();
  } catch (error) {
    if (error instanceof LeverError && error.code === "BAD_RESPONSE") return error.details.path;
    throw error;
  }
  return undefined;
}

describe("a requisition", () => {
  const whole = {
    ...{ id: "r1", requisitionCode: "REQ-77", name: "Platform Engineer, Core", backfill: false, status: "open" },
    ...{ confidentiality: "non-confidential", createdAt: 1_715_000_000_000, headcountHired: 1, headcountTotal: 2 },
    ...{ owner: "u1", hiringManager: { id: "u2", name: "Nora Lind" }, postings: ["p1", { id: "p2", text: "Two" }] },
    ...{ location: "Berlin", department: "Engineering", team: "Core", closedAt: null, updatedAt: "1715600000000" },
    customFields: { cost_center: { city: "Berlin", campus_code: 4 } },
  };

  test("is mapped as Lever documents it, expanded or not", () => {
    expect(toRequisition("c", wire(whole))).toEqual({
      ...{ id: "c.r1", connectionId: "c", externalId: "r1", requisitionCode: "REQ-77" },
      ...{ name: "Platform Engineer, Core", backfill: false, status: "open", confidentiality: "NON_CONFIDENTIAL" },
      ...{ headcountHired: 1, headcountTotal: 2, ownerId: "u1", hiringManagerId: "u2", postingIds: ["p1", "p2"] },
      ...{ location: "Berlin", department: "Engineering", team: "Core", closedAt: null },
      ...{ createdAt: 1_715_000_000_000, updatedAt: 1_715_600_000_000 },
      customFields: { cost_center: { city: "Berlin", campus_code: 4 } },
    });
  });

  test.each(["unlimited", null, undefined, 1.5, 2 ** 40, {}])("has no total headcount where Lever says %j", (total) => {
    expect(toRequisition("c", wire({ ...whole, headcountTotal: total })).headcountTotal).toBeNull();
  });

  test("of nothing but its id is a row of nulls", () => {
    const { id, connectionId, externalId, postingIds, ...others } = toRequisition("c", wire({ id: "r1" }));
    expect([id, connectionId, externalId, postingIds]).toEqual(["c.r1", "c", "r1", []]);
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
  });

  test("without an id is none", () => {
    expect(missing(() => toRequisition("c", wire({ ...whole, id: null })))).toBe("id");
  });

  test.each([[[]], ["x"], [7]])("has no custom fields where they are %j", (customFields) => {
    expect(toRequisition("c", wire({ ...whole, customFields })).customFields).toBeNull();
  });
});

describe("a field of requisitions", () => {
  test("keeps Lever's own id, its options and its subfields", () => {
    const options = [{ id: "o1", text: "Engineering" }];
    const subfields = [{ id: "city", text: "City", type: "text" }];
    expect(
      toRequisitionField("c", wire({ id: "job_family", text: "Family", type: "dropdown", isRequired: true, options })),
    ).toEqual({ id: "job_family", label: "Family", type: "dropdown", required: true, options, subfields: null });
    expect(
      toRequisitionField("c", wire({ id: "cost_center", text: "Cost centre", type: "object", subfields })),
    ).toEqual({
      ...{ id: "cost_center", label: "Cost centre", type: "object", required: false, options: null },
      subfields,
    });
  });

  test("without a text is called by its id; without an id it is none", () => {
    expect(toRequisitionField("c", wire({ id: "seats" }))).toMatchObject({ label: "seats", type: "" });
    expect(missing(() => toRequisitionField("c", wire({ text: "Seats" })))).toBe("id");
  });
});

describe("templates", () => {
  const question = { id: "q1", type: "yes-no", text: "Needs visa?", description: "", required: true };

  test("of feedback may have no times, and ids that are words", () => {
    expect(
      toFeedbackTemplate("c", wire({ id: "no-feedback", text: "None", instructions: "", fields: [question] })),
    ).toMatchObject({
      ...{ id: "c.no-feedback", name: "None", instructions: null, createdAt: null, updatedAt: null },
      fields: [{ id: "q1", type: "yes-no", label: "Needs visa?", required: true, value: null }],
    });
    expect(missing(() => toFeedbackTemplate("c", wire({ text: "None" })))).toBe("id");
  });

  test("of profile forms tell whether their forms are secret, as far as Lever does", () => {
    const secrets = [true, false, "yes", undefined].map(
      (secretByDefault) => toProfileFormTemplate("c", wire({ id: "t1", secretByDefault })).secretByDefault,
    );
    expect(secrets).toEqual([true, false, null, null]);
    expect(toProfileFormTemplate("c", wire({ id: "t1", fields: "none" }))).toMatchObject({ name: "", fields: [] });
  });
});

describe("tags and sources", () => {
  test.each([
    ["tag", toTag],
    ["source", toSource],
  ])("a %s needs text and count", (_, map) => {
    expect(map("c", wire({ text: "Findem", count: "118" }))).toEqual({ name: "Findem", count: 118 });
    expect(missing(() => map("c", wire({ count: 1 })))).toBe("text");
    expect(missing(() => map("c", wire({ text: "Findem" })))).toBe("count");
  });
});

describe("an answer to EEO questions", () => {
  const source = { connectionId: "c", place: " 0", expand: [] };

  test("is mapped as Lever documents it, the time of applying as a text or not", () => {
    const row = toEeoResponse(
      source,
      wire({
        ...{ contact: { id: "k1" }, opportunityId: "o1", posting: { id: "p1", text: "One" }, hiringManager: null },
        ...{ appliedAt: "1718000000000", currentStage: "applicant-new", gender: "Female", race: "", origin: "applied" },
        ...{ disabilitySignatureDate: "06/10/2024", eeoSurveyRespondedAt: 1_718_000_000_001, hiredDate: null },
        ...{ source: "apply-page", requisitionCodes: ["REQ-77", 7, null] },
      }),
    );
    expect(row).toMatchObject({
      ...{ candidateId: "c.k1", opportunityId: "c.o1", postingExternalId: "p1", stageExternalId: "applicant-new" },
      ...{ gender: "Female", race: null, veteran: null, disability: null, disabilitySignatureDate: "06/10/2024" },
      ...{ appliedAt: 1_718_000_000_000, respondedAt: 1_718_000_000_001, hiredAt: null, origin: "APPLIED" },
      ...{ source: "apply-page", requisitionCodes: ["REQ-77", "7"] },
    });
  });

  test("needs nothing: of an empty row all is null", () => {
    const { requisitionCodes, connectionId, place, expand, ...others } = toEeoResponse(source, wire({}));
    expect(requisitionCodes).toEqual([]);
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
  });

  test("has no origin where Lever added one since", () => {
    expect(toEeoResponse(source, wire({ origin: "teleported" })).origin).toBeNull();
  });
});

test("of a deleted opportunity only the id is sure", () => {
  expect(toDeletedOpportunity("c", wire({ id: "o1" }))).toEqual({
    ...{ id: "c.o1", connectionId: "c", externalId: "o1", candidateExternalId: null, deletedAt: null },
    ...{ deletedById: null, confidentiality: null },
  });
  expect(missing(() => toDeletedOpportunity("c", wire({ contact: "k1" })))).toBe("id");
});

describe("an application form", () => {
  test("has its EEO questions by key and its consents by kind", () => {
    const form = toApplicationForm(
      "c",
      wire({
        personalInformation: [{ text: "Full name", name: "fullName", type: "text", required: true, value: null }],
        urls: [{ text: "LinkedIn", name: "LinkedIn", type: "text", required: false, value: null }],
        customQuestions: [{ id: "s1", text: "A few", fields: [{ id: "q1", type: "dropdown", text: "Notice" }] }],
        eeoQuestions: { gender: { type: "dropdown", text: "Gender", options: [{ text: "Male", optionId: "1" }] } },
        consentDisclosures: { marketing: { displayState: "ASSUMED_DISCLOSURE_HIDDEN", compliancePolicyId: "m1" } },
      }),
    );
    expect(form).toMatchObject({
      personalInformation: [{ name: "fullName", label: "Full name", type: "text", required: true, options: [] }],
      urls: [{ name: "LinkedIn", required: false }],
      customQuestions: [{ id: "s1", name: "A few", fields: [{ id: "q1", label: "Notice" }] }],
      eeoQuestions: [{ name: "gender", label: "Gender", type: "dropdown", options: ["Male"], required: false }],
    });
    expect(form.consents).toEqual([
      {
        ...{ kind: "marketing", statement: null, statementHtml: null },
        ...{ displayState: "ASSUMED_DISCLOSURE_HIDDEN", compliancePolicyId: "m1" },
      },
    ]);
  });

  test.each([
    {},
    { personalInformation: null, urls: {}, customQuestions: 3, eeoQuestions: [], consentDisclosures: "" },
  ])("of %j is empty", (form) => {
    expect(toApplicationForm("c", wire(form))).toEqual({
      ...{ personalInformation: [], urls: [], customQuestions: [], eeoQuestions: [], consents: [] },
    });
  });

  test("leaves out what has no name to answer it by", () => {
    const questions = [{ text: "Who are you?" }, null, "x", { name: "email" }];
    expect(toApplicationForm("c", wire({ personalInformation: questions })).personalInformation).toEqual([
      { name: "email", label: "email", type: "", required: false, options: [] },
    ]);
  });
});
