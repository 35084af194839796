import type { FindemStageRecord, StageMappingDocument } from "../store/store.js";
import type { FindemStageInput, StageMappingInput } from "./mapping-input.js";
import { namedIn } from "./pipeline.js";
import { namesOf } from "./seen-names.js";
import { canonicalName } from "./validate-stage-mapping.js";

/** Something of Lever's with its name there. */
interface Named {
  readonly externalId: string;
  readonly name: string;
}

/** What a valid input makes of the mapping in force: doubles are left out, names are those seen in Lever. */
export function documentOf(
  input: StageMappingInput,
  present: StageMappingDocument,
  listed: { readonly stages: readonly Named[]; readonly reasons: readonly Named[] },
  newId: () => string,
): StageMappingDocument {
  const decisions = {
    inboundStageIds: distinct(input.inboundStageIds),
    advanceExcludedStageIds: distinct(input.advanceExcludedStageIds),
    rejectExcludedReasonIds: distinct(input.rejectExcludedReasonIds),
    findemStages: input.findemStages.map((group) => toRecord(group, newId)),
  };
  const { stageIds, reasonIds } = namedIn(decisions);
  return {
    ...decisions,
    stageNames: namesOf(stageIds, listed.stages, present.stageNames),
    reasonNames: namesOf(reasonIds, listed.reasons, present.reasonNames),
  };
}

function toRecord({ id, name, slaDays, stageIds }: FindemStageInput, newId: () => string): FindemStageRecord {
  return { id: id ?? newId(), name: canonicalName(name), slaDays, stageIds: distinct(stageIds) };
}

function distinct(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
