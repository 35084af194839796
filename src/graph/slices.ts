import { activity } from "./activity/index.js";
import { application } from "./application/index.js";
import { archiveReason } from "./archive-reason/index.js";
import { archive } from "./archive/index.js";
import { atsConnection } from "./ats-connection/index.js";
import { atsUser } from "./ats-user/index.js";
import { attachment } from "./attachment/index.js";
import { candidateHistory } from "./candidate-history/index.js";
import { candidate } from "./candidate/index.js";
import { feedback } from "./feedback/index.js";
import { fieldMapping } from "./field-mapping/index.js";
import { file } from "./file/index.js";
import { interview } from "./interview/index.js";
import { note } from "./note/index.js";
import { offer } from "./offer/index.js";
import { opportunity } from "./opportunity/index.js";
import { panel } from "./panel/index.js";
import { posting } from "./posting/index.js";
import { profileForm } from "./profile-form/index.js";
import { profile } from "./profile/index.js";
import { referral } from "./referral/index.js";
import type { GraphSlice } from "./slice.js";
import { stageMapping } from "./stage-mapping/index.js";
import { resume } from "./resume/index.js";
import { stage } from "./stage/index.js";

/** Everything the graph is made of: one line for each slice. */
export const slices: readonly GraphSlice[] = [
  activity,
  application,
  archive,
  archiveReason,
  atsConnection,
  atsUser,
  attachment,
  candidate,
  candidateHistory,
  feedback,
  fieldMapping,
  file,
  interview,
  note,
  offer,
  opportunity,
  panel,
  posting,
  profile,
  profileForm,
  referral,
  resume,
  stage,
  stageMapping,
];
