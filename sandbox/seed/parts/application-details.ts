import type { ApplicationRecord } from "../../data.js";
import type { PostingFormRecord } from "../../records/form.record.js";
import { answered } from "../form-answers.js";
import { uuidOf } from "../random.js";
import { templateId } from "../templates.js";
import { referralFields } from "./forms.js";
import { type PartDraw, requisitionOf } from "./part-draw.js";

/** What the applicant answered, where the application came from, and the requisition of a hire. */
export function seedApplicationDetails(draw: PartDraw): void {
  const { application, opportunity, random } = draw;
  if (application === undefined) return;
  if (!opportunity.isAnonymized) {
    application.customQuestions = questionsOf(application, draw);
    if (application.type === "posting" && random.chance(0.5)) {
      application.ipAddress = "203.0.113.7";
      application.userAgent = "Mozilla/5.0";
      application.timezone = "Europe/Berlin";
    }
  }
  hire(application, draw);
}

function questionsOf(application: ApplicationRecord, draw: PartDraw): PostingFormRecord[] | null {
  if (application.type === "posting") return postingFormsOf(application, draw);
  if (application.type === "referral") return [referralFormOf(application, draw)];
  return draw.random.chance(0.2) ? null : [];
}

/** Lever docs, "Posting forms": the sets of questions of the apply form, with the answers. */
function postingFormsOf({ createdAt }: ApplicationRecord, draw: PartDraw): PostingFormRecord[] {
  const { data, posting, random } = draw;
  const sets = data.applyForms.get(posting?.id ?? "")?.customQuestions ?? [];
  return sets.map(({ id, text, fields }) => ({
    ...{ type: "posting", text, description: "", baseTemplateId: id, user: posting?.user ?? null, stage: null },
    fields: answered(fields, { random, at: createdAt }).map(({ distribution: _, ...field }) => field),
    ...{ createdAt, completedAt: createdAt },
  }));
}

/** A referral's form comes raw. Seen in answers of Lever's. */
function referralFormOf({ createdAt, user }: ApplicationRecord, draw: PartDraw): PostingFormRecord {
  const { data, random, users } = draw;
  const { name } = random.pick(users);
  return {
    ...{ type: "referral", text: "Referral", description: "", baseTemplateId: templateId(data.company, "Referral") },
    fields: referralFields(name, draw).map((field) => ({ ...field, isSummary: false, summaryText: "" })),
    ...{ user, stage: null, createdAt, completedAt: createdAt },
    ...{ accountId: uuidOf(`${data.company} account`), referrerId: user, userId: user },
  };
}

/** A hire counts for the posting's requisition. Lever docs, "Update opportunity archived state": `requisitionId`. */
function hire(application: ApplicationRecord, draw: PartDraw): void {
  const { data, opportunity } = draw;
  if (data.archiveReasons.get(opportunity.archived?.reason ?? "")?.type !== "hired") return;
  const requisition = requisitionOf(draw);
  if (requisition === undefined) return;
  const { id, requisitionCode, hiringManager } = requisition;
  application.requisitionForHire = { id, requisitionCode, hiringManagerOnHire: hiringManager };
  requisition.headcountHired++;
}
