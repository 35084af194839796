import type { QuestionRecord } from "./form.record.js";

/** The group of a template; the documentation's examples show "" where there is none. */
export type TemplateGroup = { readonly id: string; readonly name: string } | "" | null;

interface TemplateRecord {
  readonly id: string;
  text: string;
  instructions: string;
  group: TemplateGroup;
  fields: QuestionRecord[];
}

/** A feedback template. Its times may be null or missing: "no-feedback" has none. */
export interface FeedbackTemplateRecord extends TemplateRecord {
  stage: { readonly id: string; readonly text: string } | "" | null;
  createdAt?: number | null;
  updatedAt?: number | null;
}

/** A template of profile forms. Some times are texts, as in the documentation's examples. */
export interface FormTemplateRecord extends TemplateRecord {
  secretByDefault: boolean;
  createdAt: number | string;
  updatedAt: number | string;
}
