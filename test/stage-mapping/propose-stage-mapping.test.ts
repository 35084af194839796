import { expect, test } from "vitest";
import { proposeStageMapping } from "../../src/stage-mapping/propose-stage-mapping.js";

const USUAL = [
  { id: "lead-new", name: "New lead" },
  { id: "lead-reached-out", name: "Reached out" },
  { id: "lead-responded", name: "Responded" },
  { id: "applicant-new", name: "New applicant" },
  { id: "s1", name: "Recruiter screen" },
  { id: "s2", name: "Phone interview" },
  { id: "s3", name: "Bar raiser" },
  { id: "s4", name: "On-site interview" },
  { id: "s5", name: "Reference check" },
  { id: "offer", name: "Offer" },
  { id: "s6", name: "Hired" },
];

function propose(stages: readonly { id: string; name: string }[]) {
  let made = 0;
  return proposeStageMapping(stages, () => `f${(made += 1)}`);
}

test("Lever's usual stages become Findem stages in the order of the pipeline", () => {
  expect(propose(USUAL).findemStages).toEqual([
    { id: "f1", name: "Leads", slaDays: null, stageIds: ["lead-new", "lead-reached-out", "lead-responded"] },
    { id: "f2", name: "New applicants", slaDays: null, stageIds: ["applicant-new"] },
    { id: "f3", name: "Screening", slaDays: null, stageIds: ["s1"] },
    { id: "f4", name: "Interviews", slaDays: null, stageIds: ["s2", "s3", "s4"] },
    { id: "f5", name: "Checks", slaDays: null, stageIds: ["s5"] },
    { id: "f6", name: "Offer", slaDays: null, stageIds: ["offer"] },
    { id: "f7", name: "Hired", slaDays: null, stageIds: ["s6"] },
  ]);
});

test("new applicants are inbound, by the built-in stage or by name, and nobody else is", () => {
  const stages = [...USUAL, { id: "s7", name: "Applicant Review" }, { id: "s8", name: "NEW APPLICANTS (EMEA)" }];
  expect(propose(stages).inboundStageIds).toEqual(["applicant-new", "s7", "s8"]);
});

test("built-in stages are known by their ids, whatever an account calls them", () => {
  const { findemStages } = propose([{ id: "applicant-new", name: "Bewerbung" }]);
  expect(findemStages.map(({ name, stageIds }) => [name, stageIds])).toEqual([["New applicants", ["applicant-new"]]]);
});

test("a stage whose name tells nothing stays unmapped, and without a name", () => {
  const document = propose([
    { id: "a", name: "Recruiter screen" },
    { id: "b", name: "Zebra" },
    { id: "offer", name: "Offer" },
  ]);
  expect(document.findemStages.flatMap(({ stageIds }) => stageIds)).toEqual(["a", "offer"]);
  expect(document.stageNames).toEqual({ a: "Recruiter screen", offer: "Offer" });
});

test("nothing is excluded by a proposal", () => {
  expect(propose(USUAL)).toMatchObject({ advanceExcludedStageIds: [], rejectExcludedReasonIds: [], reasonNames: {} });
});

test("a name that only holds a telling word within another is not taken for it", () => {
  expect(
    propose([
      { id: "a", name: "Coffered" },
      { id: "b", name: "Misleading" },
    ]).findemStages,
  ).toEqual([]);
});

test("an account without stages gets an empty mapping", () => {
  expect(propose([])).toMatchObject({ inboundStageIds: [], findemStages: [], stageNames: {} });
});
