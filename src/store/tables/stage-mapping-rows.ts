import type { Selectable } from "kysely";
import type { StageMappingTable } from "../schema.js";
import type { StageMappingDocument, StageMappingRecord } from "../store.js";

type Decisions = Omit<StageMappingDocument, "stageNames" | "reasonNames">;
type Names = Pick<StageMappingDocument, "stageNames" | "reasonNames">;

/** A row as the rest of the product has it. */
export function toStageMapping(row: Selectable<StageMappingTable>): StageMappingRecord {
  return {
    connectionId: row.connection_id,
    version: row.version,
    proposed: row.proposed === 1,
    document: {
      ...(JSON.parse(row.decisions) as Decisions),
      stageNames: JSON.parse(row.stage_names) as Names["stageNames"],
      reasonNames: JSON.parse(row.reason_names) as Names["reasonNames"],
    },
    updatedAt: row.updated_at,
    updatedByUserId: row.updated_by_user_id,
  };
}

/** The columns of a document. */
export function toDocumentColumns({
  stageNames,
  reasonNames,
  ...document
}: StageMappingDocument): Pick<StageMappingTable, "decisions" | "stage_names" | "reason_names"> {
  const { inboundStageIds, advanceExcludedStageIds, rejectExcludedReasonIds, findemStages } = document;
  const decisions: Decisions = { inboundStageIds, advanceExcludedStageIds, rejectExcludedReasonIds, findemStages };
  return { decisions: JSON.stringify(decisions), ...toNameColumns({ stageNames, reasonNames }) };
}

/** The columns of the names last seen. */
export function toNameColumns({
  stageNames,
  reasonNames,
}: Names): Pick<StageMappingTable, "stage_names" | "reason_names"> {
  return { stage_names: JSON.stringify(stageNames), reason_names: JSON.stringify(reasonNames) };
}
