import { activity } from "./activity/index.js";
import { application } from "./application/index.js";
import { applicationForm } from "./application-form/index.js";
import { applyToPosting } from "./apply-to-posting/index.js";
import { archive } from "./archive/index.js";
import { archiveReason } from "./archive-reason/index.js";
import { atsConnection } from "./ats-connection/index.js";
import { atsUser } from "./ats-user/index.js";
import { attachment } from "./attachment/index.js";
import { auditLog } from "./audit-log/index.js";
import { candidate } from "./candidate/index.js";
import { bulkOperation } from "./bulk-operation/index.js";
import { candidateHistory } from "./candidate-history/index.js";
import { connectionSync } from "./connection-sync/index.js";
import { createOpportunity } from "./create-opportunity/index.js";
import { deletedOpportunity } from "./deleted-opportunity/index.js";
import { eeoResponse } from "./eeo-response/index.js";
import { exportProfile } from "./export-profile/index.js";
import { feedback } from "./feedback/index.js";
import { feedbackTemplate } from "./feedback-template/index.js";
import { fieldMapping } from "./field-mapping/index.js";
import { file } from "./file/index.js";
import { interview } from "./interview/index.js";
import { note } from "./note/index.js";
import { offer } from "./offer/index.js";
import { opportunityWrite } from "./opportunity-write/index.js";
import { opportunity } from "./opportunity/index.js";
import { panel } from "./panel/index.js";
import { pipeline } from "./pipeline/index.js";
import { permissionReport } from "./permission-report/index.js";
import { posting } from "./posting/index.js";
import { profile } from "./profile/index.js";
import { profileForm } from "./profile-form/index.js";
import { profileFormTemplate } from "./profile-form-template/index.js";
import { referral } from "./referral/index.js";
import { requisition } from "./requisition/index.js";
import { requisitionField } from "./requisition-field/index.js";
import { resume } from "./resume/index.js";
import { sla } from "./sla/index.js";
import type { GraphSlice } from "./slice.js";
import { source } from "./source/index.js";
import { stage } from "./stage/index.js";
import { stageMapping } from "./stage-mapping/index.js";
import { tag } from "./tag/index.js";
import { upload } from "./upload/index.js";
import { webhook } from "./webhook/index.js";

/** Everything the graph is made of: one line for each slice. */
export const slices: readonly GraphSlice[] = [
  activity,
  application,
  applicationForm,
  applyToPosting,
  archive,
  archiveReason,
  atsConnection,
  atsUser,
  attachment,
  auditLog,
  bulkOperation,
  candidate,
  candidateHistory,
  connectionSync,
  createOpportunity,
  deletedOpportunity,
  eeoResponse,
  exportProfile,
  feedback,
  feedbackTemplate,
  fieldMapping,
  file,
  interview,
  note,
  offer,
  opportunity,
  opportunityWrite,
  panel,
  permissionReport,
  pipeline,
  posting,
  profile,
  profileForm,
  profileFormTemplate,
  referral,
  requisition,
  requisitionField,
  resume,
  sla,
  source,
  stage,
  stageMapping,
  tag,
  upload,
  webhook,
];
