import type { StageChangeRecord } from "../data.js";
import type { SeededRandom } from "./random.js";
import { PIPELINE, stageIndex } from "./stages.js";

/** How a candidacy came to where it is. */
export interface PipelineHistory {
  readonly stage: string;
  readonly stageChanges: StageChangeRecord[];
  readonly lastAdvancedAt: number;
}

/** What a history is made from. */
export interface HistoryStart {
  readonly from: string;
  readonly to: string;
  /** Epoch milliseconds, both. */
  readonly createdAt: number;
  readonly endedAt: number;
  /** Who began it, and who moved it on; null: nobody, as when someone applies. */
  readonly startedBy: string | null;
  readonly movedBy: string | null;
}

/** The way from one stage to a later one: some stages are left out, times go up, and the last is the current one. */
export function pipelineHistory(start: HistoryStart, random: SeededRandom): PipelineHistory {
  const { from, to, createdAt, endedAt } = start;
  const between = PIPELINE.slice(stageIndex(from) + 1, stageIndex(to)).filter(() => random.chance(0.8));
  const steps = [from, ...between.map(({ id }) => id), ...(from === to ? [] : [to])];
  const paceMs = (endedAt - createdAt) / steps.length;
  const stageChanges = steps.map((toStageId, step) => ({
    toStageId,
    toStageIndex: stageIndex(toStageId),
    userId: step === 0 ? start.startedBy : start.movedBy,
    updatedAt: Math.floor(createdAt + step * paceMs),
  }));
  return {
    stage: to,
    // Their order is not documented: now and then it is the other way round.
    stageChanges: random.chance(0.1) ? stageChanges.toReversed() : stageChanges,
    lastAdvancedAt: stageChanges.at(-1)?.updatedAt ?? createdAt,
  };
}
