import type { Route } from "../routing/route.js";
import { INTERVIEW_EXPANDERS, interviewShape, PANEL_EXPANDERS, panelShape } from "../shapes/interview.shape.js";
import type { InterviewRecord, PanelRecord } from "../records/interview.record.js";
import { partList, type PartKind, singlePart } from "./opportunity-parts.js";

const INTERVIEWS: PartKind<InterviewRecord> = {
  segment: "interviews",
  parameter: "interview",
  expanders: INTERVIEW_EXPANDERS,
  rowsIn: ({ interviews }) => interviews,
  shape: interviewShape,
};

const PANELS: PartKind<PanelRecord> = {
  segment: "panels",
  parameter: "panel",
  expanders: PANEL_EXPANDERS,
  rowsIn: ({ panels }) => panels,
  shape: (panel, { account }) => panelShape(panel, account.data),
};

/** Lever docs, "Interviews" and "Panels": the reads. */
export const interviewRoutes: readonly Route[] = [
  ...partList(INTERVIEWS),
  ...singlePart(INTERVIEWS),
  ...partList(PANELS),
  ...singlePart(PANELS),
];
