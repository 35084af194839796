import { expect, test } from "vitest";
import {
  advanceTargets,
  dangling,
  findemStageOf,
  isInbound,
  namedIn,
  nextStage,
  unmapped,
} from "../../src/stage-mapping/pipeline.js";
import { namesOf, sameNames } from "../../src/stage-mapping/seen-names.js";
import { documentWith, listed } from "./documents.js";

const stages = listed("lead-new", "applicant-new", "phone", "onsite", "offer");
const idsOf = (found: readonly { externalId: string }[]): readonly string[] =>
  found.map(({ externalId }) => externalId);

test("a stage is in the Findem stage that holds it, or in none", () => {
  expect(findemStageOf(documentWith(), "onsite")?.id).toBe("f-interviews");
  expect(findemStageOf(documentWith(), "offer")).toBeNull();
});

test("only stages that the mapping marks are inbound", () => {
  expect(isInbound(documentWith(), "applicant-new")).toBe(true);
  expect(isInbound(documentWith(), "phone")).toBe(false);
});

test("the later stages of Lever's list are what one may be advanced to, less the excluded ones", () => {
  const document = documentWith({ advanceExcludedStageIds: ["phone"] });
  expect(idsOf(advanceTargets(document, stages, "applicant-new"))).toEqual(["onsite", "offer"]);
  expect(nextStage(document, stages, "applicant-new")?.externalId).toBe("onsite");
});

test("nothing comes after the last stage, nor after one that Lever no longer has", () => {
  for (const stage of ["offer", "gone"]) {
    expect(advanceTargets(documentWith(), stages, stage)).toEqual([]);
    expect(nextStage(documentWith(), stages, stage)).toBeNull();
  }
});

test("from an excluded stage one may go on", () => {
  const document = documentWith({ advanceExcludedStageIds: ["phone"] });
  expect(nextStage(document, stages, "phone")?.externalId).toBe("onsite");
});

test("stages that no Findem stage holds are unmapped, inbound ones too", () => {
  expect(idsOf(unmapped(documentWith({ inboundStageIds: ["lead-new"] }), stages))).toEqual(["lead-new", "offer"]);
});

test("what a mapping names and Lever no longer has is dangling", () => {
  const document = documentWith({ advanceExcludedStageIds: ["gone", "gone"], rejectExcludedReasonIds: ["r1", "r2"] });
  const named = namedIn(document);
  expect(dangling(named.stageIds, stages)).toEqual(["gone"]);
  expect(dangling(named.reasonIds, listed("r2"))).toEqual(["r1"]);
});

test("names are Lever's where it lists them, else those last seen", () => {
  const names = namesOf(["phone", "gone", "never"], stages, { phone: "Old", gone: "Gone", other: "Other" });
  expect(names).toEqual({ phone: "Name of phone", gone: "Gone" });
  expect(namesOf(["toString"], [], {})).toEqual({});
});

test("names are the same only if every one is", () => {
  expect(sameNames({ a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
  expect(sameNames({ a: "1" }, { a: "1", b: "2" })).toBe(false);
  expect(sameNames({ a: "1" }, { a: "2" })).toBe(false);
});
