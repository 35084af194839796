import type { OpportunityRecord, SandboxData } from "../../sandbox/data.js";

/** How many move. */
const MOVED = 3;

/** Moves the first of some candidacies on to their next stage, as Lever's own people do. */
export function changeStages(rows: readonly OpportunityRecord[], { stages }: SandboxData, now: number): void {
  const pipeline = [...stages.keys()];
  for (const row of rows.slice(0, MOVED)) {
    const place = (pipeline.indexOf(row.stage) + 1) % pipeline.length;
    const stage = pipeline[place];
    if (stage === undefined) throw new RangeError("There are no stages");
    row.stageChanges = [
      ...row.stageChanges,
      { toStageId: stage, toStageIndex: place, userId: row.owner, updatedAt: now },
    ];
    Object.assign(row, { stage, updatedAt: now, lastInteractionAt: now, lastAdvancedAt: now });
  }
}
