import { application } from "./application/index.js";
import { archive } from "./archive/index.js";
import { archiveReason } from "./archive-reason/index.js";
import { atsConnection } from "./ats-connection/index.js";
import { atsUser } from "./ats-user/index.js";
import { candidate } from "./candidate/index.js";
import { note } from "./note/index.js";
import { opportunity } from "./opportunity/index.js";
import { posting } from "./posting/index.js";
import { profile } from "./profile/index.js";
import type { GraphSlice } from "./slice.js";
import { stage } from "./stage/index.js";
import { stageMapping } from "./stage-mapping/index.js";

/** Everything the graph is made of: one line for each slice. */
export const slices: readonly GraphSlice[] = [
  application,
  archive,
  archiveReason,
  atsConnection,
  atsUser,
  candidate,
  note,
  opportunity,
  posting,
  profile,
  stage,
  stageMapping,
];
