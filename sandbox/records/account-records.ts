import type { ApplyFormRecord } from "./apply-form.record.js";
import type { FileRecord, ResumeRecord } from "./document.record.js";
import type { EeoResponseRecord } from "./eeo-response.record.js";
import type { FeedbackRecord, ProfileFormRecord, ReferralRecord } from "./form.record.js";
import type { InterviewRecord, PanelRecord } from "./interview.record.js";
import type { OfferRecord } from "./offer.record.js";
import type { RequisitionFieldRecord, RequisitionRecord } from "./requisition.record.js";
import type { FeedbackTemplateRecord, FormTemplateRecord } from "./template.record.js";
import type { UploadRecord } from "./upload.record.js";
import type { WebhookRecord, WebhookSettingsRecord } from "./webhook.record.js";

/** What an account holds beside people, candidacies and postings. By id; templates and fields in their order. */
export interface AccountRecords {
  readonly resumes: Map<string, ResumeRecord>;
  readonly files: Map<string, FileRecord>;
  readonly interviews: Map<string, InterviewRecord>;
  readonly panels: Map<string, PanelRecord>;
  readonly feedback: Map<string, FeedbackRecord>;
  readonly profileForms: Map<string, ProfileFormRecord>;
  readonly offers: Map<string, OfferRecord>;
  readonly referrals: Map<string, ReferralRecord>;
  readonly eeoResponses: Map<string, EeoResponseRecord>;
  readonly requisitions: Map<string, RequisitionRecord>;
  readonly requisitionFields: Map<string, RequisitionFieldRecord>;
  readonly feedbackTemplates: Map<string, FeedbackTemplateRecord>;
  readonly formTemplates: Map<string, FormTemplateRecord>;
  /** By the posting's id. */
  readonly applyForms: Map<string, ApplyFormRecord>;
  readonly uploads: Map<string, UploadRecord>;
  readonly webhooks: Map<string, WebhookRecord>;
  readonly webhookSettings: WebhookSettingsRecord;
}

/** Nothing of all that. */
export function emptyRecords(): AccountRecords {
  return {
    resumes: new Map(),
    files: new Map(),
    interviews: new Map(),
    panels: new Map(),
    feedback: new Map(),
    profileForms: new Map(),
    offers: new Map(),
    referrals: new Map(),
    eeoResponses: new Map(),
    requisitions: new Map(),
    requisitionFields: new Map(),
    feedbackTemplates: new Map(),
    formTemplates: new Map(),
    applyForms: new Map(),
    uploads: new Map(),
    webhooks: new Map(),
    // Lever docs, "Webhooks": off until a Super Admin switches them on.
    webhookSettings: { switchedOn: new Set(), signingToken: null },
  };
}
