import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { isUnanswered } from "../form-field/answer-check.js";
import type { AtsFormValueInput } from "../form-field/form-value-input.js";
import { answerFault, answerValue, type Checked, invalidAnswer, missingAnswer } from "./answer-faults.js";
import type { AtsCustomQuestionAnswersInput } from "./apply-to-posting-input.js";
import type { OwnQuestion, OwnQuestions } from "./posting-form.js";

/** Answers to a group of the company's own questions, as Lever takes them: by place. */
export interface OwnAnswers {
  readonly id: string;
  readonly fields: readonly { readonly value: unknown }[];
}

const MEMBER = ["input", "customQuestions"] as const;

/** Checks answers to the company's own questions; all of the form's groups, whatever was answered. */
export function checkOwnQuestions(
  groups: readonly OwnQuestions[],
  given: readonly AtsCustomQuestionAnswersInput[],
): Checked<readonly OwnAnswers[]> {
  const userErrors: AtsUserError[] = [];
  const placed = new Map<string, number>();
  for (const [place, { id }] of given.entries()) {
    const path = [...MEMBER, String(place)];
    const group = groups.find((known) => known.id === id);
    if (!group) userErrors.push(userError("QUESTION_UNKNOWN", { path }));
    else if (placed.has(id))
      userErrors.push(userError("ANSWER_INVALID", { path, message: "The group is there twice." }));
    else placed.set(id, place);
  }
  const answers = groups.map((group): OwnAnswers => {
    const place = placed.get(group.id);
    const values = place === undefined ? [] : (given[place]?.values ?? []);
    const checked = checkGroup(group, values, place === undefined ? MEMBER : [...MEMBER, String(place)]);
    userErrors.push(...checked.userErrors);
    return { id: group.id, fields: checked.answers };
  });
  return { answers, userErrors };
}

function checkGroup(
  { fields }: OwnQuestions,
  values: readonly AtsFormValueInput[],
  path: readonly string[],
): Checked<OwnAnswers["fields"]> {
  const userErrors: AtsUserError[] = [];
  const placed = new Map<OwnQuestion, number>();
  const pathOf = (place: number): readonly string[] => [...path, "values", String(place)];
  for (const [place, value] of values.entries()) {
    const question = questionOf(fields, value);
    if (!question) userErrors.push(userError("QUESTION_UNKNOWN", { path: pathOf(place) }));
    else if (placed.has(question)) userErrors.push(invalidAnswer(question.label, "is answered twice", pathOf(place)));
    else placed.set(question, place);
  }
  const answers = fields.map((question) => {
    const place = placed.get(question);
    if (place === undefined) {
      if (question.required) userErrors.push(missingAnswer(question.label, path));
      return { value: nothingFor(question) };
    }
    const value = values[place]?.value;
    const fault = answerFault(question, value, pathOf(place));
    if (fault) userErrors.push(fault);
    return { value: isUnanswered(value) ? nothingFor(question) : answerValue(question, value, pathOf(place)) };
  });
  return { answers, userErrors };
}

function questionOf(questions: readonly OwnQuestion[], { fieldId, label }: AtsFormValueInput): OwnQuestion | undefined {
  if (fieldId != null) return questions.find(({ id }) => id === fieldId);
  const named = questions.filter((question) => question.label === label);
  return named.length === 1 ? named[0] : undefined;
}

/** Lever docs, "Postings > Apply to a posting": the value of a question that is not answered. */
function nothingFor({ type }: OwnQuestion): null | readonly never[] {
  return type === "multiple-select" ? [] : null;
}
