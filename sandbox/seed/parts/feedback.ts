import type { FeedbackRecord } from "../../records/form.record.js";
import type { InterviewRecord } from "../../records/interview.record.js";
import { answeredFeedback } from "../form-answers.js";
import { add } from "../seed-context.js";
import { templateId } from "../templates.js";
import { type PartDraw, partId, timeAt } from "./part-draw.js";

const HOUR_MS = 3_600_000;
const TEXT = "Technical interview";
const BY_HAND: readonly FeedbackRecord["type"][] = ["share", "assignment", "assigment"];

/** The feedback of those who held an interview, now and then not submitted yet; and some that somebody adds by hand. */
export function seedFeedback(draw: PartDraw, interview: InterviewRecord, number: number): void {
  const end = interview.date + interview.duration * 60_000;
  if (interview.canceledAt === null && end <= draw.now) seedInterviewers(draw, interview, number);
  if (draw.random.chance(0.15)) seedByHand(draw, number);
}

function seedInterviewers(draw: PartDraw, interview: InterviewRecord, number: number): void {
  const { random, now, data } = draw;
  for (const [place, { id }] of interview.interviewers.entries()) {
    if (!random.chance(0.85)) continue;
    const at = Math.min(now, interview.date + (place + 2) * HOUR_MS);
    const feedback = feedbackOf(number * 4 + place, draw, { at, user: id, template: interview.feedbackTemplate });
    if (feedback === null) continue;
    add(data.feedback, { ...feedback, type: "interview", panel: interview.panel, interview: interview.id });
    interview.feedbackForms.push(feedback.id);
  }
}

function seedByHand(draw: PartDraw, number: number): void {
  const { random, users, data } = draw;
  const user = random.chance(0.9) ? random.pick(users).id : null;
  const details = { at: timeAt(draw, 1), user, template: templateId(data.company, TEXT) };
  const feedback = feedbackOf(number * 4 + 3, draw, details);
  if (feedback !== null) add(data.feedback, { ...feedback, type: random.pick(BY_HAND) });
}

interface Details {
  readonly at: number;
  readonly user: string | null;
  readonly template: string | null;
}

/** Null: there is no such template, or it asks nothing. */
function feedbackOf(number: number, draw: PartDraw, { at, user, template }: Details): FeedbackRecord | null {
  const { opportunity, random, data, now } = draw;
  const base = data.feedbackTemplates.get(template ?? "");
  if (base === undefined || base.fields.length === 0) return null;
  const isComplete = random.chance(0.9);
  return {
    ...{ id: partId(draw, "feedback", number), opportunityId: opportunity.id, type: "share" },
    ...{ text: base.text, instructions: base.instructions, baseTemplateId: base.id },
    fields: answeredFeedback(base.fields, isComplete ? { random, at } : null),
    ...{ user, panel: null, interview: null, createdAt: at },
    updatedAt: random.chance(0.6) ? Math.min(now, at + HOUR_MS) : null,
    completedAt: isComplete ? at : null,
    deletedAt: random.chance(0.04) ? Math.min(now, at + HOUR_MS) : null,
  };
}
