import type { StageRecord } from "../data.js";
import type { Expander } from "../routing/selection.js";

/** A stage as Lever sends it: no index, no type. Lever docs, "Stages > Stage attributes". */
export function stageShape({ id, text }: StageRecord): object {
  return { id, text };
}

/** The stage of an id. */
export const expandStage: Expander = (id, { account }) => {
  const stage = account.data.stages.get(id);
  return stage === undefined ? null : stageShape(stage);
};
