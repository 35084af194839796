import type { SandboxData } from "../../sandbox/data.js";

/** So many stages, from the first on, hold whom nobody has looked at yet. */
const INBOUND_STAGES = 5;

/** Lever's ids of the stages that the stage mapping marks as inbound. */
export function inboundStageIds({ stages }: SandboxData): readonly string[] {
  return [...stages.keys()].slice(0, INBOUND_STAGES);
}

/** The columns of the board: one for each stage, under its name. */
export function boardColumns({ stages }: SandboxData): readonly BoardColumn[] {
  return [...stages.values()].map(({ id, text }) => ({ name: text, stageIds: [id] }));
}

/** A Findem stage of the stage mapping. */
export interface BoardColumn {
  readonly name: string;
  /** Lever's ids. */
  readonly stageIds: readonly string[];
}
