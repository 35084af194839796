type Row = Readonly<Record<string, unknown>>;

/** Times of rows, so that tests know their order. */
export const TIME = 1_718_300_000_000;
export const HOUR_MS = 3_600_000;

const field = { id: "q1", type: "yes-no", text: "Needs visa?", description: "", required: true, value: "no" };

/** Rows of the documentation's shape, with what a test says. */
export const interview = (id: string, more: Row = {}): Row => ({
  id,
  panel: "panel-1",
  subject: `Subject of ${id}`,
  note: null,
  interviewers: [],
  timezone: "Europe/Berlin",
  createdAt: TIME,
  date: TIME,
  duration: 45,
  location: "Room 4",
  feedbackTemplate: "no-feedback",
  feedbackForms: [],
  user: null,
  stage: "offer",
  canceledAt: null,
  postings: [],
  ...more,
});

export const panel = (id: string, more: Row = {}): Row => ({
  id,
  applications: [],
  canceledAt: null,
  createdAt: TIME,
  start: TIME,
  end: TIME + HOUR_MS,
  timezone: "Europe/Berlin",
  user: null,
  stage: "offer",
  note: null,
  externallyManaged: true,
  externalUrl: null,
  interviews: [{ id: "interview-1", subject: "In a panel", date: TIME, duration: 30, interviewers: [] }],
  ...more,
});

export const form = (id: string, more: Row = {}): Row => ({
  id,
  type: "form",
  text: `Text of ${id}`,
  instructions: "",
  baseTemplateId: "template-1",
  fields: [field],
  user: null,
  stage: "offer",
  createdAt: TIME,
  completedAt: TIME,
  deletedAt: null,
  ...more,
});

export const feedback = (id: string, more: Row = {}): Row => ({
  ...form(id),
  type: "interview",
  panel: "panel-1",
  interview: "interview-1",
  ...more,
});

export const referral = (id: string, more: Row = {}): Row => ({
  ...form(id),
  type: "referral",
  referrer: null,
  ...more,
});

export const offer = (id: string, more: Row = {}): Row => ({
  id,
  createdAt: TIME,
  creator: null,
  status: "sent",
  fields: [{ text: "Offered compensation amount", identifier: "salary_amount", value: 82_000 }],
  signatures: null,
  sentDocument: { fileName: "offer.pdf", uploadedAt: TIME, downloadUrl: "https://api.lever.co/v1/x" },
  signedDocument: null,
  approvedAt: TIME,
  sentAt: TIME,
  ...more,
});
