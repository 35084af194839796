import type { FindemStageRecord, StageMappingDocument } from "../store/store.js";

/** Something of Lever's that has an id; lists of it are in Lever's own order. */
interface Identified {
  readonly externalId: string;
}

/** The Findem stage that holds a stage of Lever's; null for an unmapped one. */
export function findemStageOf({ findemStages }: StageMappingDocument, stageId: string): FindemStageRecord | null {
  return findemStages.find(({ stageIds }) => stageIds.includes(stageId)) ?? null;
}

/** The Findem stages by the stages of Lever's that they hold: for many rows at once. */
export function stageHolders({
  findemStages,
}: Pick<StageMappingDocument, "findemStages">): ReadonlyMap<string, FindemStageRecord> {
  return new Map(findemStages.flatMap((stage) => stage.stageIds.map((id) => [id, stage] as const)));
}

/** Lever's ids of the stages whose Findem stage has an SLA. */
export function stagesWithSla({ findemStages }: Pick<StageMappingDocument, "findemStages">): readonly string[] {
  return findemStages.flatMap(({ slaDays, stageIds }) => (slaDays === null ? [] : stageIds));
}

/** Whether a stage is one of those that new applicants come into. */
export function isInbound({ inboundStageIds }: StageMappingDocument, stageId: string): boolean {
  return inboundStageIds.includes(stageId);
}

/** Stages behind a stage in Lever's list, without those that the mapping excludes; none for a stage that isn't there. */
export function advanceTargets<Stage extends Identified>(
  { advanceExcludedStageIds }: StageMappingDocument,
  stages: readonly Stage[],
  stageId: string,
): readonly Stage[] {
  const place = stages.findIndex(({ externalId }) => externalId === stageId);
  if (place === -1) return [];
  return stages.slice(place + 1).filter(({ externalId }) => !advanceExcludedStageIds.includes(externalId));
}

/** The first of the {@link advanceTargets}; null where there is none. */
export function nextStage<Stage extends Identified>(
  document: StageMappingDocument,
  stages: readonly Stage[],
  stageId: string,
): Stage | null {
  return advanceTargets(document, stages, stageId)[0] ?? null;
}

/** Stages in Lever that no Findem stage holds, in Lever's order. */
export function unmapped<Stage extends Identified>(
  document: StageMappingDocument,
  stages: readonly Stage[],
): readonly Stage[] {
  return stages.filter(({ externalId }) => findemStageOf(document, externalId) === null);
}

/** Lever's ids that a mapping names, each once. */
export interface NamedIds {
  readonly stageIds: readonly string[];
  readonly reasonIds: readonly string[];
}

/** Everything of Lever's that a mapping names. */
export function namedIn(document: Omit<StageMappingDocument, "stageNames" | "reasonNames">): NamedIds {
  const { findemStages, inboundStageIds, advanceExcludedStageIds, rejectExcludedReasonIds } = document;
  const stageIds = [...findemStages.flatMap((stage) => stage.stageIds), ...inboundStageIds, ...advanceExcludedStageIds];
  return { stageIds: [...new Set(stageIds)], reasonIds: [...new Set(rejectExcludedReasonIds)] };
}

/** Those of the ids that Lever no longer has. */
export function dangling(ids: readonly string[], inLever: readonly Identified[]): readonly string[] {
  const present = new Set(inLever.map(({ externalId }) => externalId));
  return ids.filter((id) => !present.has(id));
}
