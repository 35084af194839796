import { objectOf } from "../../lever/reading.js";

/** What an answer is checked against. */
export interface AnswerRule {
  /** As Lever names it. */
  readonly type: string;
  /** What may be chosen; empty: not known, or nothing is to be chosen from. */
  readonly options: readonly string[];
}

type Check = (value: unknown, options: readonly string[]) => string | null;

const text: Check = (value) => (typeof value === "string" ? null : "takes a text");

const choice: Check = (value, options) => {
  if (typeof value !== "string") return "takes the text of one option";
  return options.length === 0 || options.includes(value) ? null : "takes the exact text of one of its options";
};

const choices: Check = (value, options) => {
  if (!Array.isArray(value) || !value.every((chosen) => typeof chosen === "string")) {
    return "takes a list of the texts of options";
  }
  if (new Set(value).size < value.length) return "takes each option once";
  return options.length === 0 || value.every((chosen) => options.includes(chosen))
    ? null
    : "takes the exact texts of its options";
};

const yesOrNo: Check = (value) => (value === "yes" || value === "no" ? null : "takes yes or no");

const amount: Check = (value) =>
  typeof value === "number" && Number.isFinite(value) ? null : "takes a number, without a symbol";

const date: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 8.64e15
    ? null
    : "takes milliseconds since 1970";

const score: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 4 ? null : "takes 1, 2, 3 or 4";

const scores: Check = (value) =>
  Array.isArray(value) && value.every((row) => objectOf(row) !== null) ? null : "takes a list of { score, comment }";

/** Lever docs, "Form fields": what `value` holds, by `type`. */
const CHECKS: Readonly<Record<string, Check>> = {
  text,
  textarea: text,
  code: text,
  university: text,
  "file-upload": text,
  dropdown: choice,
  "multiple-choice": choice,
  "score-system": choice,
  "multiple-select": choices,
  "yes-no": yesOrNo,
  currency: amount,
  date,
  score,
  scorecard: scores,
};

/** What is wrong with an answer, to be read behind the question's name; null where it fits. Types of later: anything. */
export function misfitOf({ type, options }: AnswerRule, value: unknown): string | null {
  // One of Lever's examples writes "multiple choice".
  const name = type.replaceAll(" ", "-");
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  return check?.(value, options) ?? null;
}

/** Nothing was answered: null, an empty text or an empty list. */
export function isUnanswered(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value == null || (Array.isArray(value) && value.length === 0);
}
