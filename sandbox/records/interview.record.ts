export type FeedbackReminder = "once" | "daily" | "frequently" | "none";

export interface InterviewerRecord {
  /** A user's. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly feedbackTemplate: string;
  /** Seen in answers of Lever's; not documented. */
  readonly responseStatus?: string;
}

/** An interview. Times are epoch milliseconds. */
export interface InterviewRecord {
  readonly id: string;
  readonly opportunityId: string;
  readonly panel: string;
  subject: string | null;
  note: string | null;
  interviewers: InterviewerRecord[];
  timezone: string | null;
  readonly createdAt: number;
  date: number;
  /** Minutes. */
  duration: number;
  location: string | null;
  feedbackTemplate: string | null;
  /** Ids of feedback. */
  feedbackForms: string[];
  feedbackReminder: FeedbackReminder | null;
  user: string | null;
  stage: string | null;
  canceledAt: number | null;
  postings: string[];
  /** Of those that Lever put into a calendar; not documented. */
  gcalEventUrl?: string;
}

/** A panel; its interviews are those that name it. */
export interface PanelRecord {
  readonly id: string;
  readonly opportunityId: string;
  applications: string[];
  canceledAt: number | null;
  readonly createdAt: number;
  start: number;
  end: number;
  timezone: string;
  feedbackReminder?: FeedbackReminder;
  user: string | null;
  stage: string | null;
  note: string | null;
  externallyManaged: boolean;
  externalUrl: string | null;
}
