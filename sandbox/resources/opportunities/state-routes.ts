import type { ArchivedRecord, OpportunityRecord } from "../../data.js";
import type { RequisitionRecord } from "../../records/requisition.record.js";
import { flagMember, nullableMember, required, textMember } from "../../routing/body-member.js";
import { badRequest } from "../../routing/refusal.js";
import { defineTwins, type IncomingCall, objectAnswer, type Route } from "../../routing/route.js";
import { blankOpportunityShape } from "../../shapes/opportunity.shape.js";
import { opportunityOf } from "../find.js";
import { PERFORM_AS_PARAMETER, performerOf } from "../perform-as.js";
import { touch } from "../touch.js";

/** Lever docs, "Update opportunity stage" and "Update opportunity archived state". What they answer is blank. */
export const opportunityStateRoutes: readonly Route[] = [
  ...defineTwins({
    method: "PUT",
    template: "/opportunities/:opportunity/stage",
    query: PERFORM_AS_PARAMETER,
    answer(call) {
      const opportunity = opportunityOf(call);
      const userId = performerOf(call);
      const stage = required(call.body.json({ stage: textMember }).stage, "stage");
      move(opportunity, stage, userId, call);
      return objectAnswer(blankOpportunityShape(opportunity, call.account.data));
    },
  }),
  ...defineTwins({
    method: "PUT",
    template: "/opportunities/:opportunity/archived",
    query: PERFORM_AS_PARAMETER,
    answer(call) {
      const opportunity = opportunityOf(call);
      performerOf(call);
      const body = call.body.json({
        reason: nullableMember(textMember),
        cleanInterviews: flagMember,
        requisitionId: textMember,
      });
      const reason = required(body.reason, "reason");
      const requisition = requisitionOf(reason, body.requisitionId, call);
      archive(opportunity, reason, call);
      if (requisition !== null) hire(opportunity, requisition, call);
      if (body.cleanInterviews === true) removePendingInterviews(opportunity, call);
      return objectAnswer(blankOpportunityShape(opportunity, call.account.data));
    },
  }),
];

function move(opportunity: OpportunityRecord, stage: string, userId: string | null, { account }: IncomingCall): void {
  const toStageIndex = [...account.data.stages.keys()].indexOf(stage);
  if (toStageIndex < 0) throw badRequest(`stages ${stage} was not found`, "/stage");
  if (stage === opportunity.stage) return;
  const updatedAt = account.now();
  opportunity.stage = stage;
  opportunity.stageChanges = [...opportunity.stageChanges, { toStageId: stage, toStageIndex, userId, updatedAt }];
  opportunity.lastAdvancedAt = updatedAt;
  opportunity.lastInteractionAt = updatedAt;
  touch(opportunity, account);
}

/** A requisition goes with a reason of type hired only, and must not be closed. Null: none is named. */
function requisitionOf(
  reason: string | null,
  id: string | undefined,
  { account }: IncomingCall,
): RequisitionRecord | null {
  if (id === undefined) return null;
  const type = reason === null ? undefined : account.data.archiveReasons.get(reason)?.type;
  if (type !== "hired") throw badRequest("A requisition needs a reason of type hired", "/requisitionId");
  const requisition = account.data.requisitions.get(id);
  if (requisition === undefined) throw badRequest(`requisitions ${id} was not found`, "/requisitionId");
  if (requisition.status === "closed") throw badRequest("The requisition is closed", "/requisitionId");
  return requisition;
}

/** Lever docs, "Update opportunity archived state": the hire counts for the requisition. */
function hire(opportunity: OpportunityRecord, requisition: RequisitionRecord, { account }: IncomingCall): void {
  const { id, requisitionCode, hiringManager: hiringManagerOnHire } = requisition;
  requisition.headcountHired++;
  for (const application of opportunity.applications) {
    const row = account.data.applications.get(application);
    if (row !== undefined) row.requisitionForHire = { id, requisitionCode, hiringManagerOnHire };
  }
}

/** Takes out the interviews that are to come, and the panels that are left without any. */
function removePendingInterviews({ id }: OpportunityRecord, { account }: IncomingCall): void {
  const { interviews, panels } = account.data;
  for (const interview of [...interviews.values()]) {
    if (interview.opportunityId !== id || interview.date <= account.now()) continue;
    interviews.delete(interview.id);
    if (![...interviews.values()].some(({ panel }) => panel === interview.panel)) panels.delete(interview.panel);
  }
}

function archive(opportunity: OpportunityRecord, reason: string | null, { account }: IncomingCall): void {
  const { applications, archiveReasons } = account.data;
  if (reason !== null && !archiveReasons.has(reason)) {
    throw badRequest(`archive_reasons ${reason} was not found`, "/reason");
  }
  const archived: ArchivedRecord | null = reason === null ? null : { reason, archivedAt: account.now() };
  opportunity.archived = archived;
  opportunity.lastInteractionAt = account.now();
  for (const id of opportunity.applications) {
    const application = applications.get(id);
    if (application !== undefined) application.archived = archived;
  }
  touch(opportunity, account);
}
