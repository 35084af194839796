import { expect, test } from "vitest";
import { documentOf } from "../../src/stage-mapping/mapping-document.js";
import type { FindemStageInput, KnownInLever, StageMappingInput } from "../../src/stage-mapping/mapping-input.js";
import { validateStageMapping } from "../../src/stage-mapping/validate-stage-mapping.js";
import { documentWith, listed } from "./documents.js";

const known: KnownInLever = {
  stageIds: new Set(["applicant-new", "phone", "onsite", "offer"]),
  reasons: new Map([
    ["hired", { hires: true }],
    ["withdrew", { hires: false }],
  ]),
  present: documentWith({ advanceExcludedStageIds: ["gone"], rejectExcludedReasonIds: ["old-reason"] }),
};

function input(changes: Partial<StageMappingInput> = {}): StageMappingInput {
  return {
    inboundStageIds: ["applicant-new"],
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: ["withdrew"],
    findemStages: [group({ id: "f-new", name: "New applicants", stageIds: ["applicant-new"] })],
    ...changes,
  };
}

function group(changes: Partial<FindemStageInput>): FindemStageInput {
  return { name: "Group", stageIds: [], slaDays: null, ...changes };
}

function faults(changes: Partial<StageMappingInput>): readonly string[] {
  return validateStageMapping(input(changes), known).map(({ code, path }) => `${code} ${path.join(".")}`);
}

test("a mapping of what Lever has may be saved", () => {
  expect(validateStageMapping(input(), known)).toEqual([]);
});

test("stages that Lever hasn't are unknown, wherever they stand", () => {
  expect(
    faults({
      inboundStageIds: ["applicant-new", "nope"],
      advanceExcludedStageIds: ["nope"],
      findemStages: [group({ stageIds: ["phone", "nope"] })],
    }),
  ).toEqual([
    "STAGE_UNKNOWN input.inboundStageIds.1",
    "STAGE_UNKNOWN input.advanceExcludedStageIds.0",
    "STAGE_UNKNOWN input.findemStages.0.stageIds.1",
  ]);
});

test("an id of another connection is unknown", () => {
  expect(
    faults({
      inboundStageIds: [null],
      rejectExcludedReasonIds: [null],
      findemStages: [group({ id: null, stageIds: [null, null] })],
    }),
  ).toEqual([
    "STAGE_UNKNOWN input.inboundStageIds.0",
    "REASON_UNKNOWN input.rejectExcludedReasonIds.0",
    "NOT_FOUND input.findemStages.0.id",
    "STAGE_UNKNOWN input.findemStages.0.stageIds.0",
    "STAGE_UNKNOWN input.findemStages.0.stageIds.1",
  ]);
});

test("what the mapping names already and Lever no longer has may stay", () => {
  expect(faults({ advanceExcludedStageIds: ["gone"], rejectExcludedReasonIds: ["old-reason"] })).toEqual([]);
});

test("reasons that hire or are unknown can't be excluded from rejecting", () => {
  expect(faults({ rejectExcludedReasonIds: ["withdrew", "hired", "nope"] })).toEqual([
    "REASON_NOT_REJECTION input.rejectExcludedReasonIds.1",
    "REASON_UNKNOWN input.rejectExcludedReasonIds.2",
  ]);
});

test("a stage is in one Findem stage, though it may be named twice there", () => {
  expect(
    faults({
      findemStages: [
        group({ name: "A", stageIds: ["phone", "phone"] }),
        group({ name: "B", stageIds: ["onsite", "phone"] }),
        group({ name: "C", stageIds: ["phone"] }),
      ],
    }),
  ).toEqual([
    "STAGE_IN_TWO_GROUPS input.findemStages.1.stageIds.1",
    "STAGE_IN_TWO_GROUPS input.findemStages.2.stageIds.0",
  ]);
});

test("every Findem stage has a name of its own, in any case and with any blanks", () => {
  const names = ["Screen", " ", "screen", "New  round", "new round ", "Offer"];
  expect(faults({ findemStages: names.map((name) => group({ name })) })).toEqual([
    "GROUP_NAME_DUPLICATE input.findemStages.1.name",
    "GROUP_NAME_DUPLICATE input.findemStages.2.name",
    "GROUP_NAME_DUPLICATE input.findemStages.4.name",
  ]);
});

test("SLA days go from 1 to 365", () => {
  const findemStages = [0, 1, 365, 366, -5, null].map((slaDays, place) => group({ name: `G${place}`, slaDays }));
  expect(faults({ findemStages })).toEqual([
    "SLA_OUT_OF_RANGE input.findemStages.0.slaDays",
    "SLA_OUT_OF_RANGE input.findemStages.3.slaDays",
    "SLA_OUT_OF_RANGE input.findemStages.4.slaDays",
  ]);
});

test("ids of Findem stages are the mapping's own, each once", () => {
  const findemStages = ["f-new", "nope", "f-new"].map((id, place) => group({ id, name: `G${place}` }));
  expect(faults({ findemStages })).toEqual([
    "NOT_FOUND input.findemStages.1.id",
    "GROUP_NAME_DUPLICATE input.findemStages.2.id",
  ]);
});

test("all faults are reported at once, and each says how to mend it", () => {
  const found = validateStageMapping(
    input({
      inboundStageIds: ["nope"],
      rejectExcludedReasonIds: ["hired"],
      findemStages: [group({ name: "", slaDays: 999, stageIds: ["nope"] })],
    }),
    known,
  );
  expect(found).toHaveLength(5);
  expect(found.every(({ message }) => message.endsWith("."))).toBe(true);
});

test("what is saved keeps ids, makes new ones, drops doubles and takes Lever's names", () => {
  const document = documentOf(
    input({
      inboundStageIds: ["applicant-new", "applicant-new"],
      advanceExcludedStageIds: ["gone"],
      findemStages: [
        group({ id: "f-new", name: "  New   ones " }),
        group({ name: "Late", stageIds: ["offer", "offer"] }),
      ],
    }),
    documentWith({ stageNames: { gone: "Gone", phone: "Phone" } }),
    { stages: listed("applicant-new", "offer"), reasons: listed("withdrew", "other") },
    () => "made",
  );
  expect(document).toEqual({
    inboundStageIds: ["applicant-new"],
    advanceExcludedStageIds: ["gone"],
    rejectExcludedReasonIds: ["withdrew"],
    findemStages: [
      { id: "f-new", name: "New ones", slaDays: null, stageIds: [] },
      { id: "made", name: "Late", slaDays: null, stageIds: ["offer"] },
    ],
    stageNames: { "applicant-new": "Name of applicant-new", offer: "Name of offer", gone: "Gone" },
    reasonNames: { withdrew: "Name of withdrew" },
  });
});
