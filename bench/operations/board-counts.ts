import { changeStages } from "./change-stages.js";
import { activeRows, pagesOf } from "./formulas.js";
import type { Operation } from "./operation.js";

const BOARD = `query ($id: ID!) {
  atsConnection(id: $id) { pipeline { findemStage { name } count } }
}`;

/** How many candidates are in each column of the board. */
export const boardCounts: Operation = {
  name: "O7",
  title: "the board: active opportunities counted by stage",
  floor:
    "⌈T_active/100⌉, the columns' names are the mapping's: Lever counts nothing; later one list of what changed and one of what was deleted",
  fewest: ({ data }) => ({ cold: pagesOf(activeRows(data).length), warm: 0, revalidated: 2 }),
  ask: (graph, { connectionId }, _run, headers) => graph.ask(BOARD, { id: connectionId }, headers),
  change: (data, now) => changeStages(activeRows(data), data, now),
};
