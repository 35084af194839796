import type { OpportunityRecord, SandboxData } from "../../sandbox/data.js";
import { inboundStageIds } from "../account/bench-mapping.js";
import { PAGE_ROWS, SIZES } from "../account/sizes.js";
import { changeStages } from "./change-stages.js";
import { activeRows, pagesOf } from "./formulas.js";
import type { Operation } from "./operation.js";

const INBOUND = `query ($id: ID!) {
  atsConnection(id: $id) {
    inboundApplicants(first: 100) {
      nodes { id name stage { name } owner { name } candidate { name emails } application { type company } }
    }
  }
}`;

/** Who has come in, by the stage mapping. */
export const inbound: Operation = {
  name: "O6",
  title: "100 inbound applicants over 5 mapped stages",
  floor: "⌈R/100⌉: one list of all the stages, which Lever unites; later one list of what changed",
  fewest: ({ data }) => ({ cold: pagesOf(Math.min(SIZES.rows, inboundRows(data).length)), warm: 0, revalidated: 1 }),
  ask: (graph, { connectionId }, _run, headers) => graph.ask(INBOUND, { id: connectionId }, headers),
  change: (data, now) => {
    const shown = [...inboundRows(data)].sort((one, other) => other.createdAt - one.createdAt).slice(0, PAGE_ROWS);
    changeStages(shown, data, now);
  },
};

function inboundRows(data: SandboxData): readonly OpportunityRecord[] {
  const stages = new Set(inboundStageIds(data));
  return activeRows(data).filter(({ stage }) => stages.has(stage));
}
