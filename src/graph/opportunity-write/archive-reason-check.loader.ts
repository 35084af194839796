import type { ConnectionScope } from "../../context/connection-scope.js";
import { userError } from "../../user-errors/user-error.js";
import type { AtsArchiveReason, AtsArchiveReasonType } from "../archive-reason/archive-reason.js";
import { archiveReasonById } from "../archive-reason/archive-reason.loader.js";
import type { ExternalReference } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { type Decision, refusal } from "./write-opportunity.js";

const WRONG_TYPE = { HIRED: "REASON_NOT_HIRE", NON_HIRED: "REASON_NOT_REJECTION" } as const;

/** A reason of the type wanted that Lever still offers, or why it may not be used. */
export async function checkReason(
  row: Opportunity,
  scope: ConnectionScope,
  { connectionId, externalId }: ExternalReference,
  wanted: AtsArchiveReasonType,
): Promise<AtsArchiveReason | Decision> {
  const path = ["input", "reasonId"];
  const reason = connectionId === row.connectionId ? await scope.load(archiveReasonById, externalId) : null;
  if (!reason) return refusal(userError("REASON_UNKNOWN", { path }));
  if (reason.type !== wanted) return refusal(userError(WRONG_TYPE[wanted], { path }));
  if (reason.active === false) return refusal(userError("REASON_INACTIVE", { path }));
  return reason;
}

/** Whether it is archived with that reason already; "otherwise": it is archived with another one. */
export function archivedAs(row: Opportunity, reason: AtsArchiveReason): "active" | "same" | "otherwise" {
  if (!row.archive) return "active";
  return row.archive.reasonExternalId === reason.externalId ? "same" : "otherwise";
}

/** It is archived, with another reason than is asked for. */
export function alreadyArchived(): Decision {
  return refusal(userError("ALREADY_ARCHIVED", { path: ["input", "opportunityId"] }));
}
