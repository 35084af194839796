import type { QuestionRecord } from "../records/form.record.js";
import { badRequest } from "../routing/refusal.js";

type Question = Pick<QuestionRecord, "type" | "required" | "options">;

/** Lever docs, "Form fields": what an answer of a type may be. */
const FITS: Readonly<Record<string, (value: unknown, options: readonly string[]) => boolean>> = {
  text: isText,
  textarea: isText,
  code: isText,
  university: isText,
  "file-upload": isText,
  date: (value) => typeof value === "number" && Number.isInteger(value),
  currency: (value) => typeof value === "number",
  "yes-no": (value) => value === "yes" || value === "no",
  dropdown: isOption,
  "multiple-choice": isOption,
  "score-system": isOption,
  "multiple-select": (value, options) => Array.isArray(value) && value.every((chosen) => isOption(chosen, options)),
  score: (value) => [1, 2, 3, 4].includes(value as number),
};

/** Throws 400 where a required question is not answered, and where an answer is not of its question's type. */
export function demandAnswer({ type, required, options = [] }: Question, value: unknown, pointer: string): void {
  if (isEmpty(value)) {
    if (required === true) throw badRequest("Is required", pointer);
    return;
  }
  const fits = FITS[type];
  const texts = options.map(({ text }) => text);
  if (fits !== undefined && !fits(value, texts))
    throw badRequest(`Is no answer to a question of type ${type}`, pointer);
}

function isEmpty(value: unknown): boolean {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isOption(value: unknown, options: readonly string[]): boolean {
  return typeof value === "string" && options.includes(value);
}
