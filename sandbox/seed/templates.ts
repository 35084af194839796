import type { QuestionRecord } from "../records/form.record.js";
import type { FeedbackTemplateRecord, FormTemplateRecord, TemplateGroup } from "../records/template.record.js";
import { uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";
import { STAGES } from "./stages.js";
import { DAY_MS } from "./time-spans.js";

type Question = Omit<QuestionRecord, "id">;

const options = (...texts: readonly string[]) => texts.map((text) => ({ text }));

const RATING: Question = {
  type: "score-system",
  text: "Rating",
  description: "",
  required: true,
  prompt: "Select one",
  options: options("4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire"),
};

const PHONE_SCREEN: readonly Question[] = [
  RATING,
  { type: "textarea", text: "What did you talk about?", description: "", required: true },
  { type: "yes-no", text: "Would you work with them?", description: null, required: false },
];

/** Every type of field that feedback may have. */
const TECHNICAL: readonly Question[] = [
  { type: "text", text: "One line", description: "The gist", required: true },
  { type: "textarea", text: "Details", description: "", required: false },
  { type: "code", text: "Their solution", description: "As they left it", required: false, language: "c++" },
  { type: "date", text: "Free from", description: "", required: false },
  {
    ...{ type: "dropdown", text: "Level", description: "", required: true, prompt: "Select a level" },
    options: options("Junior", "Senior", "Staff"),
  },
  {
    ...{ type: "multiple-choice", text: "Main language", description: "", required: false },
    options: options("C++", "Rust", "Python"),
  },
  {
    ...{ type: "multiple-select", text: "Knows", description: "", required: false },
    options: options("ROS 2", "SLAM", "Control, classical", "FPGA"),
  },
  { type: "score", text: "Communication", description: "", required: false },
  {
    ...{ type: "scorecard", text: "Skills", description: "", required: false },
    scores: [
      { text: "Algorithms", description: "" },
      { text: "Testing", description: "Do they test what they write?" },
    ],
  },
  { type: "yes-no", text: "Ask again?", description: "", required: false },
  RATING,
];

const MANAGER: readonly Question[] = [
  RATING,
  { type: "textarea", text: "Motivation", description: "", required: false },
  { type: "score", text: "Team fit", description: "", required: false },
];

const RELOCATION: readonly Question[] = [
  { type: "yes-no", text: "Needs visa?", description: "", required: true },
  { type: "date", text: "Can start on", description: "", required: false },
  { type: "currency", text: "Expected salary", description: "Per year", required: false, currency: "EUR" },
  {
    ...{ type: "dropdown", text: "Moves to", description: "", required: false, prompt: "Select a site" },
    options: options("Berlin", "Zürich", "Stays where they are"),
  },
];

const REFERENCE: readonly Question[] = [
  { type: "text", text: "Who was asked", description: "", required: true },
  { type: "textarea", text: "What they said", description: "", required: true },
  {
    ...{ type: "multiple-choice", text: "Relation", description: "", required: false },
    options: options("Manager", "Colleague", "Report"),
  },
  {
    ...{ type: "multiple-select", text: "Strengths", description: "", required: false },
    options: options("Focus", "Kindness", "Depth"),
  },
];

/** The ids of the templates that the seed fills in, of a company. */
export function templateId(company: string, text: string): string {
  return uuidOf(`${company} template ${text}`);
}

/** The feedback templates, the default one of every account first, and the profile form templates. */
export function seedTemplates({ data, now }: SeedContext): void {
  const make = (text: string, fields: readonly Question[], group: TemplateGroup) => ({
    id: templateId(data.company, text),
    ...{ text, instructions: "", group },
    fields: fields.map((field, number) => ({ id: uuidOf(`${data.company} question ${text} ${number}`), ...field })),
  });
  const engineering = { id: uuidOf(`${data.company} group Engineering`), name: "Engineering" };
  const times = { createdAt: now - 900 * DAY_MS, updatedAt: now - 60 * DAY_MS };
  const defaults: FeedbackTemplateRecord = {
    ...{ id: "no-feedback", text: "No feedback form", instructions: "", group: null, stage: null, fields: [] },
  };
  const feedback: readonly FeedbackTemplateRecord[] = [
    defaults,
    { ...make("Phone screen", PHONE_SCREEN, null), stage: { ...STAGES.recruiterScreen }, ...times },
    { ...make("Technical interview", TECHNICAL, engineering), stage: null, ...times },
    { ...make("Hiring manager interview", MANAGER, ""), stage: "", createdAt: times.createdAt, updatedAt: null },
  ];
  const forms: readonly FormTemplateRecord[] = [
    { ...make("Relocation", RELOCATION, null), secretByDefault: false, ...times },
    {
      ...make("Reference check", REFERENCE, engineering),
      secretByDefault: true,
      ...{ createdAt: String(times.createdAt), updatedAt: String(times.updatedAt) },
    },
  ];
  add(data.feedbackTemplates, ...feedback);
  add(data.formTemplates, ...forms);
}
