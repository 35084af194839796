import type { SandboxData } from "../data.js";
import type { InterviewRecord, PanelRecord } from "../records/interview.record.js";
import type { Expanders } from "../routing/selection.js";
import { expandFeedback } from "./form.shape.js";
import { expandPosting } from "./posting.shape.js";
import { expandStage } from "./stage.shape.js";
import { expandUser } from "./user.shape.js";

/** An interview as Lever sends it. Lever docs, "Interviews"; the opportunity is seen beside a calendar's link only. */
export function interviewShape({ opportunityId, ...interview }: InterviewRecord): object {
  return interview.gcalEventUrl === undefined ? interview : { ...interview, opportunityId };
}

export const INTERVIEW_EXPANDERS = {
  feedbackForms: expandFeedback,
  user: expandUser,
  stage: expandStage,
  postings: expandPosting,
} as const satisfies Expanders;

/** A panel as Lever sends it, its interviews inline. Lever docs, "Panels > Panel attributes". */
export function panelShape({ opportunityId: _, ...panel }: PanelRecord, { interviews }: SandboxData): object {
  const its = [...interviews.values()].filter((interview) => interview.panel === panel.id);
  return { ...panel, interviews: its.sort((a, b) => a.date - b.date).map(interviewInside) };
}

export const PANEL_EXPANDERS = { user: expandUser, stage: expandStage } as const satisfies Expanders;

/** The reduced set that interviews inside a panel have. */
function interviewInside(interview: InterviewRecord): object {
  const { id, subject, note, date, duration, location, feedbackTemplate, feedbackReminder, interviewers } = interview;
  return { id, subject, note, date, duration, location, feedbackTemplate, feedbackReminder, interviewers };
}
