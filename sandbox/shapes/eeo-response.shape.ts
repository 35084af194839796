import type { ApplicationRecord, ArchiveReasonRecord, OpportunityRecord, PostingRecord, SandboxData } from "../data.js";
import type { EeoResponseRecord } from "../records/eeo-response.record.js";
import type { Expanders } from "../routing/selection.js";
import { expandContact } from "./contact.shape.js";
import { expandPosting } from "./posting.shape.js";
import { expandUser } from "./user.shape.js";

/** Lever docs, "List all EEO responses with their PII": `expand`. */
export const EEO_EXPANDERS = {
  contact: expandContact,
  hiringManager: expandUser,
  posting: expandPosting,
} as const satisfies Expanders;

/** A response and what it is about. */
export interface EeoCase {
  readonly response: EeoResponseRecord;
  readonly opportunity: OpportunityRecord;
  readonly application: ApplicationRecord;
  readonly posting: PostingRecord | null;
  /** Why the opportunity is archived; null: it isn't. */
  readonly reason: ArchiveReasonRecord | null;
}

/** Null: the opportunity or its application is gone. */
export function eeoCaseOf(response: EeoResponseRecord, data: SandboxData): EeoCase | null {
  const opportunity = data.opportunities.get(response.opportunityId);
  const application = data.applications.get(response.applicationId);
  if (opportunity === undefined || application === undefined) return null;
  return {
    ...{ response, opportunity, application },
    posting: data.postings.get(application.posting ?? "") ?? null,
    reason: data.archiveReasons.get(opportunity.archived?.reason ?? "") ?? null,
  };
}

/** A response without what tells the person. Lever docs, "EEO responses > EEO response attributes". */
export function anonymousEeoShape({ response, opportunity, application, posting, reason }: EeoCase): object {
  const { appliedAt, gender, race, veteran, disability, disabilitySignatureDate } = response;
  const { archived } = application;
  return {
    applicationTitle: posting?.text ?? null,
    applicationArchivedAt: archived?.archivedAt ?? null,
    // Who archived it isn't kept by the sandbox: the owner stands for it.
    applicationArchivedBy: archived && opportunity.owner,
    applicationArchiveReason: reason?.text ?? null,
    appliedAt,
    currentStage: opportunity.stage,
    ...given({ gender, race, veteran, disability, disabilitySignatureDate }),
  };
}

/** A response with the person's and the posting's ids. */
export function eeoShape(its: EeoCase): object {
  const { response, opportunity, posting } = its;
  const { id, opportunityId, applicationId, eeoSurveyRespondedAt, eeoResponseSource, source } = response;
  const { contact, owner: opportunityOwner, origin, sources } = opportunity;
  return {
    id,
    ...anonymousEeoShape(its),
    ...given({ eeoSurveyRespondedAt, source }),
    ...{ contact, opportunityId, applicationId, eeoResponseSource, opportunityOwner, origin, sources },
    posting: posting?.id ?? null,
    hiringManager: posting?.hiringManager ?? null,
    hiredDate: hiredDateOf(its),
    requisitionCodes: posting?.requisitionCodes ?? [],
  };
}

function hiredDateOf({ opportunity: { archived }, reason }: EeoCase): number | null {
  return archived !== null && reason?.type === "hired" ? archived.archivedAt : null;
}

/** Only what is there: what wasn't answered is missing. */
function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
