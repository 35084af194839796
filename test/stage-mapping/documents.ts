import type { StageMappingDocument } from "../../src/store/store.js";

/** A mapping with two Findem stages, for tests to build on. */
export function documentWith(changes: Partial<StageMappingDocument> = {}): StageMappingDocument {
  return {
    inboundStageIds: ["applicant-new"],
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: [],
    findemStages: [
      { id: "f-new", name: "New applicants", slaDays: 3, stageIds: ["applicant-new"] },
      { id: "f-interviews", name: "Interviews", slaDays: null, stageIds: ["phone", "onsite"] },
    ],
    stageNames: { "applicant-new": "New applicant", phone: "Phone interview", onsite: "On-site" },
    reasonNames: {},
    ...changes,
  };
}

/** Things of Lever's, each called by its id. */
export function listed(...ids: readonly string[]): readonly { readonly externalId: string; readonly name: string }[] {
  return ids.map((id) => ({ externalId: id, name: `Name of ${id}` }));
}
