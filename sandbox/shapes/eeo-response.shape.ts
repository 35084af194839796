import type { SandboxData } from "../data.js";
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

/** A response without what tells the person. Lever docs, "EEO responses > EEO response attributes". */
export function anonymousEeoShape(response: EeoResponseRecord, data: SandboxData): object {
  const { appliedAt, gender, race, veteran, disability, disabilitySignatureDate } = response;
  const { opportunity, application, posting } = relatedTo(response, data);
  const archived = application?.archived ?? null;
  return {
    applicationTitle: posting?.text ?? null,
    applicationArchivedAt: archived?.archivedAt ?? null,
    // Who archived it isn't kept by the sandbox: the owner stands for it.
    applicationArchivedBy: archived === null ? null : (opportunity?.owner ?? null),
    applicationArchiveReason: data.archiveReasons.get(archived?.reason ?? "")?.text ?? null,
    appliedAt,
    currentStage: opportunity?.stage ?? null,
    ...given({ gender, race, veteran, disability, disabilitySignatureDate }),
  };
}

/** A response with the person's and the posting's ids. */
export function eeoShape(response: EeoResponseRecord, data: SandboxData): object {
  const { id, opportunityId, applicationId, eeoSurveyRespondedAt, eeoResponseSource, source } = response;
  const { opportunity, posting, isHired } = relatedTo(response, data);
  return {
    id,
    ...anonymousEeoShape(response, data),
    ...given({ eeoSurveyRespondedAt, source }),
    contact: opportunity?.contact ?? null,
    ...{ opportunityId, applicationId, eeoResponseSource },
    opportunityOwner: opportunity?.owner ?? null,
    posting: posting?.id ?? null,
    hiringManager: posting?.hiringManager ?? null,
    hiredDate: isHired ? (opportunity?.archived?.archivedAt ?? null) : null,
    origin: opportunity?.origin ?? "applied",
    sources: opportunity?.sources ?? [],
    requisitionCodes: posting?.requisitionCodes ?? [],
  };
}

function relatedTo({ opportunityId, applicationId }: EeoResponseRecord, data: SandboxData) {
  const opportunity = data.opportunities.get(opportunityId);
  const application = data.applications.get(applicationId);
  return {
    opportunity,
    application,
    posting: data.postings.get(application?.posting ?? ""),
    isHired: data.archiveReasons.get(opportunity?.archived?.reason ?? "")?.type === "hired",
  };
}

/** Only what is there: what wasn't answered is missing. */
function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
