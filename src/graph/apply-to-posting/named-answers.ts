import { canonicalEmail } from "../../identity/emails.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { isUnanswered } from "../form-field/answer-check.js";
import { answerFault, answerValue, type Checked, invalidAnswer, missingAnswer } from "./answer-faults.js";
import type { NamedQuestion } from "./posting-form.js";

/** The name of the question for the applicant's address. */
export const EMAIL = "email";

/** An answer that was given, and where. */
export interface GivenAnswer {
  readonly name: string;
  readonly value?: unknown;
  readonly path: readonly string[];
}

/** An answer that goes by its question's name. */
export interface NamedAnswer {
  readonly name: string;
  readonly value: unknown;
}

/**
 * Checks answers that go by name; those that were given, in the order of the form. `missingPath`: where the answer to a
 * question belongs that nobody has named.
 */
export function checkNamed(
  questions: readonly NamedQuestion[],
  given: readonly GivenAnswer[],
  missingPath: (name: string) => readonly string[],
): Checked<readonly NamedAnswer[]> {
  const userErrors: AtsUserError[] = [];
  const placed = new Map<string, GivenAnswer>();
  for (const answer of given) {
    const { name, path } = answer;
    const question = questions.find((known) => known.name === name);
    const before = placed.get(name);
    if (!question) userErrors.push(userError("QUESTION_UNKNOWN", { path }));
    else if (before && !isUnanswered(before.value))
      userErrors.push(invalidAnswer(question.label, "is answered twice", path));
    else placed.set(name, answer);
  }
  const answers = questions.flatMap((question): readonly NamedAnswer[] => {
    const { name, label, required } = question;
    const answer = placed.get(name);
    if (!answer) {
      if (required) userErrors.push(missingAnswer(label, missingPath(name)));
      return [];
    }
    const fault = answerFault(question, answer.value, answer.path) ?? emailFault(question, answer);
    if (fault) userErrors.push(fault);
    return isUnanswered(answer.value) ? [] : [{ name, value: answerValue(question, answer.value, answer.path) }];
  });
  return { answers, userErrors };
}

function emailFault({ label }: NamedQuestion, { name, value, path }: GivenAnswer): AtsUserError | null {
  if (name !== EMAIL || isUnanswered(value)) return null;
  const isEmail = typeof value === "string" && canonicalEmail(value) !== null;
  return isEmail ? null : invalidAnswer(label, "takes an email address", path);
}
