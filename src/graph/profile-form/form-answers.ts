import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { isUnanswered, misfitOf } from "../form-field/answer-check.js";
import type { AtsFormValueInput } from "../form-field/form-value-input.js";

/** A question of a template, to be sent back as it is. */
export interface TemplateQuestion {
  readonly id: string | null;
  readonly type: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly options: readonly string[];
}

/** A field of a new form, as Lever takes it. Lever docs, "Profile forms > Create a profile form". */
export interface FormFieldBody {
  readonly type: string;
  readonly text: string;
  readonly description: string;
  readonly required: boolean;
  readonly value: unknown;
}

/** A form's fields, or what is wrong with the answers. */
export interface FilledForm {
  readonly fields: readonly FormFieldBody[];
  readonly userErrors: readonly AtsUserError[];
}

type Answers = readonly AtsFormValueInput[];

const VALUES = ["input", "values"] as const;

/** Fills a template in: all of its questions, in its order. */
export function fillTemplate(questions: readonly TemplateQuestion[], values: Answers): FilledForm {
  const userErrors: AtsUserError[] = [];
  const places = new Map<TemplateQuestion, number>();
  for (const [place, value] of values.entries()) {
    const question = questionOf(questions, value);
    if (!question) userErrors.push(userError("QUESTION_UNKNOWN", { path: pathOf(place) }));
    else if (places.has(question)) userErrors.push(invalid(question.label, "is answered twice", pathOf(place)));
    else places.set(question, place);
  }
  const fields = questions.map((question): FormFieldBody => {
    const place = places.get(question);
    const value = place === undefined ? null : values[place]?.value;
    const path = place === undefined ? VALUES : pathOf(place);
    userErrors.push(...faultsOf(question, value, path));
    return bodyOf(question, value);
  });
  return { fields, userErrors };
}

/** A form of a template that can't be read: the caller has to know its questions. */
export function fillUnseen(values: Answers): FilledForm {
  if (values.length === 0) return { fields: [], userErrors: [userError("ANSWER_MISSING", { path: VALUES })] };
  const userErrors: AtsUserError[] = [];
  const fields = values.flatMap((answer, place): readonly FormFieldBody[] => {
    const question = describedBy(answer);
    if (!question) {
      userErrors.push(userError("ANSWER_INVALID", { path: pathOf(place), message: NEEDS_DESCRIPTION }));
      return [];
    }
    userErrors.push(...faultsOf(question, answer.value, pathOf(place)));
    return [bodyOf(question, answer.value)];
  });
  return { fields, userErrors };
}

const NEEDS_DESCRIPTION =
  "The form's template can't be read with the API key: give type and label of every question of it, in its order, and description and required where it has them; or tick 'find a form template' on Lever's page.";

function describedBy({ type, label, description, required }: AtsFormValueInput): TemplateQuestion | null {
  if (!type || !label) return null;
  return { id: null, type, label, description: description ?? "", required: required ?? false, options: [] };
}

function questionOf(
  questions: readonly TemplateQuestion[],
  { fieldId, label }: AtsFormValueInput,
): TemplateQuestion | undefined {
  if (fieldId != null) return questions.find(({ id }) => id === fieldId);
  const named = questions.filter((question) => question.label === label);
  return named.length === 1 ? named[0] : undefined;
}

function faultsOf(question: TemplateQuestion, value: unknown, path: readonly string[]): readonly AtsUserError[] {
  const { label, required } = question;
  if (isUnanswered(value)) {
    return required ? [userError("ANSWER_MISSING", { path, message: `"${label}" has to be answered.` })] : [];
  }
  const misfit = misfitOf(question, value);
  return misfit === null ? [] : [invalid(label, misfit, path)];
}

function invalid(label: string, misfit: string, path: readonly string[]): AtsUserError {
  return userError("ANSWER_INVALID", { path, message: `"${label}" ${misfit}.` });
}

function bodyOf({ type, label, description, required }: TemplateQuestion, value: unknown): FormFieldBody {
  return { type, text: label, description, required, value: isUnanswered(value) ? null : value };
}

function pathOf(place: number): readonly string[] {
  return [...VALUES, String(place)];
}
