import type { StageMappingDocument } from "../store/store.js";
import { groupsOf, type NamedStage, NEW_APPLICANTS } from "./stage-groups.js";

/**
 * What a connection starts with: Findem stages in the order of the pipeline, made of Lever's usual stages; new
 * applicants are inbound, nothing is excluded, no stage has an SLA. Stages whose names tell nothing stay unmapped.
 * No archive reason is excluded, so none has to be known.
 *
 * @param stages in the order of Lever's list
 * @param newId makes an id for each Findem stage
 */
export function proposeStageMapping(stages: readonly NamedStage[], newId: () => string): StageMappingDocument {
  const byGroup = new Map<string, NamedStage[]>();
  for (const [place, group] of groupsOf(stages).entries()) {
    const stage = stages[place];
    if (group === null || !stage) continue;
    byGroup.set(group, [...(byGroup.get(group) ?? []), stage]);
  }
  const grouped = [...byGroup.values()].flat();
  return {
    inboundStageIds: idsOf(byGroup.get(NEW_APPLICANTS) ?? []),
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: [],
    findemStages: [...byGroup].map(([name, members]) => ({
      id: newId(),
      name,
      slaDays: null,
      stageIds: idsOf(members),
    })),
    stageNames: Object.fromEntries(grouped.map(({ id, name }) => [id, name])),
    reasonNames: {},
  };
}

function idsOf(stages: readonly NamedStage[]): readonly string[] {
  return stages.map(({ id }) => id);
}
