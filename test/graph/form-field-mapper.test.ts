import { describe, expect, test } from "vitest";
import type { AtsFormField } from "../../src/graph/form-field/form-field.js";
import {
  toFormField,
  toFormFields,
  toQuestionSet,
  toQuestionSets,
} from "../../src/graph/form-field/form-field.mapper.js";

const place = { connectionId: "c1", opportunityId: "o1" };
const nothing = { valueText: null, valueNumber: null, valueDate: null, valueOptions: null, valueFile: null };
const file = { id: "f1", name: "portfolio.pdf", ext: ".pdf", size: 51_200, uploadedAt: 1_718_000_000_000 };

function field(type: string, value: unknown, more: object = {}): AtsFormField {
  const mapped = toFormField(place, {
    id: "q1",
    type,
    text: "A question",
    description: "",
    required: true,
    value,
    ...more,
  });
  if (!mapped) throw new Error("It is a question");
  return mapped;
}

/** The typed fields that hold something. */
function typed(type: string, value: unknown, more: object = {}): Partial<AtsFormField> {
  const { valueText, valueNumber, valueDate, valueOptions, valueFile } = field(type, value, more);
  const all = { valueText, valueNumber, valueDate, valueOptions, valueFile };
  return Object.fromEntries(Object.entries(all).filter(([, held]) => held !== null));
}

const withOptions = (...texts: readonly string[]): object => ({ options: texts.map((text) => ({ text })) });

test("a question is what Lever says it is", () => {
  const wire = {
    id: "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    type: "dropdown",
    text: "Notice period",
    description: "Roughly",
    required: true,
    prompt: "Select one",
    options: [{ text: "1 month", optionId: "x" }, { text: "3 months" }],
    value: "3 months",
  };
  expect(toFormField(place, wire)).toEqual({
    id: "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    type: "dropdown",
    label: "Notice period",
    description: "Roughly",
    required: true,
    options: ["1 month", "3 months"],
    value: "3 months",
    ...nothing,
    valueText: "3 months",
    currency: null,
  });
});

test("an old form's question has no id, a template's no answer", () => {
  expect(toFormField(place, { type: "text", text: "Name of referrer" })).toEqual({
    id: null,
    type: "text",
    label: "Name of referrer",
    description: null,
    required: false,
    options: [],
    value: null,
    ...nothing,
    currency: null,
  });
});

describe("the answer stands in the field of its type", () => {
  test.each<[string, unknown, Partial<AtsFormField>, object?]>([
    ["text", "Berlin", { valueText: "Berlin" }],
    ["textarea", "Two\nlines", { valueText: "Two\nlines" }],
    ["code", "print(1)", { valueText: "print(1)" }, { language: "python" }],
    ["university", "TU Wien", { valueText: "TU Wien" }],
    ["note", "Good.", { valueText: "Good." }],
    ["yes-no", "no", { valueText: "no" }],
    ["dropdown", "1 month", { valueText: "1 month" }, withOptions("1 month")],
    ["multiple-choice", "Red", { valueText: "Red" }, withOptions("Red", "Blue")],
    ["multiple choice", "Red", { valueText: "Red" }, withOptions("Red", "Blue")],
    ["score-system", "3 - Hire", { valueText: "3 - Hire" }, withOptions("3 - Hire")],
    ["score", 3, { valueNumber: 3 }],
    ["score", "3 - Hire", { valueText: "3 - Hire" }],
    ["score", "3", { valueNumber: 3 }],
    ["currency", 82_000, { valueNumber: 82_000 }, { currency: "EUR" }],
    ["currency", "82000.5", { valueNumber: 82_000.5 }],
    ["date", 1_718_000_000_000, { valueDate: 1_718_000_000_000 }],
    ["date", "1718000000000", { valueDate: 1_718_000_000_000 }],
    ["multiple-select", ["Red", "Blue"], { valueOptions: ["Red", "Blue"] }, withOptions("Red", "Blue", "Green")],
    ["multiple-select", [], { valueOptions: [] }],
    ["multiple-select", "Red,Blue", { valueOptions: ["Red", "Blue"] }, withOptions("Red", "Blue")],
    ["multiple-select", "Oslo, Norway", { valueOptions: ["Oslo, Norway"] }, withOptions("Oslo, Norway", "Rome")],
    ["scorecard", [{ score: 3, comment: "Good." }], {}],
    ["hologram", "added since", {}],
  ])("%s: %j", (type, value, expected, more) => {
    expect(typed(type, value, more)).toEqual(expected);
    expect(field(type, value, more)).toMatchObject({ type, value });
  });

  test("file-upload: the file, of the id that an application's answer has", () => {
    const { valueFile, value } = field("file-upload", file);
    expect(value).toEqual(file);
    expect(valueFile).toMatchObject({
      id: "c1.o1.f1.answer",
      name: "portfolio.pdf",
      ext: "pdf",
      size: 51_200,
      uploadedAt: 1_718_000_000_000,
      isAnswer: true,
    });
  });

  test("a form of no opportunity holds no file", () => {
    const mapped = toFormField(
      { connectionId: "c1", opportunityId: null },
      { type: "file-upload", text: "CV", value: file },
    );
    expect(mapped).toMatchObject({ value: file, valueFile: null });
  });

  test("an amount comes with its currency", () => {
    expect(field("currency", 82_000, { currency: "EUR" }).currency).toBe("EUR");
  });
});

describe("an answer that is not of its question's type stays in value alone", () => {
  test.each<[string, unknown, object?]>([
    ["text", { rich: "text" }],
    ["textarea", ["a"]],
    ["yes-no", true],
    ["dropdown", ["1 month"]],
    ["date", "next week"],
    ["date", 1e20],
    ["currency", "a lot"],
    ["currency", ""],
    ["score", true],
    ["multiple-select", 7],
    ["multiple-select", { text: "Red" }],
    ["multiple-select", "Red,Violet", withOptions("Red", "Blue")],
    ["file-upload", "https://uploads.example.test/1"],
    ["file-upload", { name: "no id.pdf" }],
    ["file-upload", []],
    ["constructor", "x"],
  ])("%s: %j", (type, value, more) => {
    expect(typed(type, value, more)).toEqual({});
    expect(field(type, value, more).value).toEqual(value);
  });

  test.each([null, undefined])("%s is no answer, of whatever type", (value) => {
    for (const type of ["text", "date", "currency", "score", "multiple-select", "file-upload", "scorecard"]) {
      expect(field(type, value)).toMatchObject({ value: null, ...nothing });
    }
  });
});

test("what is no question is left out, and the others stand", () => {
  const strange = [null, "x", 7, [], { type: "text", text: "Here", options: ["Yes", { text: 2 }, {}, null] }];
  expect(toFormFields(place, strange)).toMatchObject([{ label: "Here", options: ["Yes", "2"] }]);
  for (const none of [null, undefined, "x", {}, 0]) expect(toFormFields(place, none)).toEqual([]);
  expect(toFormField(place, {})).toMatchObject({ type: "", label: "", required: false });
});

describe("a group of questions", () => {
  const form = {
    type: "posting",
    text: "A few questions",
    description: "Take your time",
    baseTemplateId: "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6",
    user: "9d8c7b6a-5e4f-4321-8abc-def012345678",
    stage: null,
    fields: [{ id: "q1", type: "file-upload", text: "Portfolio", required: false, value: file }],
    createdAt: 1_718_000_000_000,
    completedAt: 1_718_000_100_000,
  };

  test("in an application holds its answers", () => {
    expect(toQuestionSet(place, form)).toMatchObject({
      id: null,
      name: "A few questions",
      description: "Take your time",
      fields: [{ id: "q1", label: "Portfolio", valueFile: { id: "c1.o1.f1.answer" } }],
      createdAt: 1_718_000_000_000,
      completedAt: 1_718_000_100_000,
    });
  });

  test("of a posting has an id, and no times", () => {
    const asked = {
      id: "d1",
      text: "A few questions",
      fields: [{ id: "q1", type: "text", text: "Why?", value: null }],
    };
    expect(toQuestionSet({ connectionId: "c1", opportunityId: null }, asked)).toEqual({
      id: "d1",
      name: "A few questions",
      description: null,
      fields: [expect.objectContaining({ id: "q1", label: "Why?", value: null })],
      createdAt: null,
      completedAt: null,
    });
  });

  test("anything else is none", () => {
    expect(toQuestionSets(place, [null, "x", form, []])).toHaveLength(1);
    for (const none of [null, undefined, {}, "x"]) expect(toQuestionSets(place, none)).toEqual([]);
  });
});
