import type { InterviewerRecord, InterviewRecord, PanelRecord } from "../../records/interview.record.js";
import { add } from "../seed-context.js";
import { templateId } from "../templates.js";
import { DAY_MS } from "../time-spans.js";
import { seedFeedback } from "./feedback.js";
import { type PartDraw, partId, type PartPlan, timeAt } from "./part-draw.js";

const MINUTE_MS = 60_000;
const SUBJECTS = ["System design", "Pairing", "Meet the team", "Controls deep dive", null, ""];
const TEMPLATES = ["Phone screen", "Technical interview", "Hiring manager interview"];
const REMINDERS = ["once", "daily", "frequently", "none"] as const;

/** Panels of one to three interviews, each with its feedback; the last one of an active candidacy is to come, mostly. */
export function seedInterviews(draw: PartDraw, { panels }: PartPlan): void {
  for (let number = 0; number < panels; number++) {
    const isLast = number === panels - 1;
    const isToCome = isLast && draw.opportunity.archived === null && (number > 0 || draw.random.chance(0.3));
    const panel = panelOf(number, { share: (number + 1) / (panels + 1), isToCome }, draw);
    const interviews = Array.from({ length: draw.random.integer(1, 3) }, (_, place) =>
      interviewOf(number * 3 + place, place, panel, draw),
    );
    panel.end = Math.max(...interviews.map(({ date, duration }) => date + duration * MINUTE_MS));
    add(draw.data.panels, panel);
    add(draw.data.interviews, ...interviews);
    for (const [place, interview] of interviews.entries()) seedFeedback(draw, interview, number * 3 + place);
  }
}

interface Timing {
  readonly share: number;
  readonly isToCome: boolean;
}

function panelOf(number: number, { share, isToCome }: Timing, draw: PartDraw): PanelRecord {
  const { opportunity, random, now } = draw;
  const createdAt = timeAt(draw, share);
  const start = isToCome ? now + random.integer(1, 10) * DAY_MS : Math.min(now - DAY_MS, createdAt + DAY_MS);
  const externallyManaged = random.chance(0.4);
  return {
    ...{ id: partId(draw, "panel", number), opportunityId: opportunity.id, createdAt, start, end: start },
    applications: [...opportunity.applications],
    canceledAt: random.chance(0.08) ? createdAt : null,
    timezone: random.pick(["Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"]),
    ...(random.chance(0.7) ? { feedbackReminder: random.pick(REMINDERS) } : {}),
    user: opportunity.owner,
    stage: random.chance(0.95) ? opportunity.stage : null,
    note: random.pick(["Bring a laptop.", null]),
    externallyManaged,
    externalUrl: externallyManaged ? `https://scheduler.example.test/p/${number + 1}` : null,
  };
}

function interviewOf(number: number, place: number, panel: PanelRecord, draw: PartDraw): InterviewRecord {
  const { opportunity, random, data, application } = draw;
  const id = partId(draw, "interview", number);
  const feedbackTemplate = random.chance(0.85) ? templateId(data.company, random.pick(TEMPLATES)) : "no-feedback";
  return {
    ...{ id, opportunityId: opportunity.id, panel: panel.id },
    subject: random.pick(SUBJECTS),
    note: random.pick(["Ask about the gripper.", "", null]),
    interviewers: interviewersOf(feedbackTemplate, panel, draw),
    timezone: random.chance(0.95) ? panel.timezone : null,
    createdAt: panel.createdAt,
    date: panel.start + place * 90 * MINUTE_MS,
    duration: random.pick([30, 45, 60]),
    location: random.pick(["Room 4", "https://meet.example.test/abc", null]),
    feedbackTemplate: random.chance(0.95) ? feedbackTemplate : null,
    feedbackForms: [],
    feedbackReminder: random.chance(0.9) ? random.pick(REMINDERS) : null,
    ...{ user: panel.user, stage: panel.stage, canceledAt: panel.canceledAt },
    postings: application?.posting == null ? [] : [application.posting],
    ...(panel.externallyManaged ? {} : { gcalEventUrl: `https://calendar.example.test/event/${id.slice(0, 8)}` }),
  };
}

function interviewersOf(
  feedbackTemplate: string,
  panel: PanelRecord,
  { random, users }: PartDraw,
): InterviewerRecord[] {
  return random.sample(users, random.integer(1, 2)).map(({ id, name, email }) => ({
    ...{ id, name, email, feedbackTemplate },
    ...(panel.externallyManaged ? { responseStatus: random.pick(["accepted", "needsAction"]) } : {}),
  }));
}
