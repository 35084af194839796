import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { isUnanswered, misfitOf } from "../form-field/answer-check.js";
import { UploadAnswer } from "./upload-answer.js";

/** What was checked, and all that is wrong with it. */
export interface Checked<Answers> {
  readonly answers: Answers;
  readonly userErrors: readonly AtsUserError[];
}

/** What an answer is checked against. */
export interface AskedQuestion {
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly options: readonly string[];
}

/** What is wrong with an answer; null where it fits its question. */
export function answerFault(question: AskedQuestion, value: unknown, path: readonly string[]): AtsUserError | null {
  if (isUnanswered(value)) return question.required ? missingAnswer(question.label, path) : null;
  const misfit = misfitOf(question, value);
  return misfit === null ? null : invalidAnswer(question.label, misfit, path);
}

/** An answer as it goes out: what answers a question for a file is one of our uploads. */
export function answerValue({ type }: AskedQuestion, value: unknown, path: readonly string[]): unknown {
  return type === "file-upload" && typeof value === "string" ? new UploadAnswer(value, path) : value;
}

/** `misfit`: to be read behind the question's name. */
export function invalidAnswer(label: string, misfit: string, path: readonly string[]): AtsUserError {
  return userError("ANSWER_INVALID", { path, message: `"${label}" ${misfit}.` });
}

export function missingAnswer(label: string, path: readonly string[]): AtsUserError {
  return userError("ANSWER_MISSING", { path, message: `"${label}" has to be answered.` });
}
