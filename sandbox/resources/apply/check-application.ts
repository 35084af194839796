import type { ApplyFormRecord, NamedQuestionRecord } from "../../records/apply-form.record.js";
import type { FieldRecord } from "../../records/form.record.js";
import type { Account } from "../../routing/account.js";
import { required } from "../../routing/body-member.js";
import { isEmail } from "../../routing/query-parameter.js";
import { badRequest } from "../../routing/refusal.js";
import { demandAnswer } from "../answer.js";
import { uploadAt } from "../uploads.js";
import type { ApplicationBody, NamedAnswer } from "./application-body.js";

const ALWAYS_REQUIRED: readonly string[] = ["fullName", "email"];

/** Lever docs, "Apply to a posting": the same questions as the form's, in its order. Throws 400; the strict reading. */
export function demandFits(form: ApplyFormRecord, body: ApplicationBody, account: Account): void {
  const personal = required(body.personalInformation, "personalInformation");
  const questions = form.personalInformation.map((question) =>
    ALWAYS_REQUIRED.includes(question.name) ? { ...question, required: true } : question,
  );
  demandNamed(questions, personal, "/personalInformation", account);
  if (!isEmail(String(answerTo("email", personal))))
    throw badRequest("Email address is not valid", "/personalInformation");
  demandNamed(form.urls, body.urls ?? [], "/urls", account);
  demandCustom(form, body, account);
  demandEeo(form, body.eeoResponses ?? {});
  demandConsent(form, body);
}

/** What was answered by name. */
export function answerTo(name: string, answers: readonly NamedAnswer[] = []): unknown {
  return answers.find((answer) => answer.name === name)?.value;
}

function demandNamed(
  questions: readonly NamedQuestionRecord[],
  answers: readonly NamedAnswer[],
  pointer: string,
  account: Account,
): void {
  const places = answers.map(({ name }) => questions.findIndex((question) => question.name === name));
  if (places.includes(-1)) throw badRequest("The form has no such question", `${pointer}/${places.indexOf(-1)}`);
  if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? -1))) {
    throw badRequest("Must be in the order of the form", pointer);
  }
  for (const question of questions) {
    demandValue(question, answerTo(question.name, answers), `${pointer}/${question.name}`, account);
  }
}

function demandCustom(
  form: ApplyFormRecord,
  { customQuestions = [], origin }: ApplicationBody,
  account: Account,
): void {
  if (customQuestions.length !== form.customQuestions.length) {
    throw badRequest("Must hold all sets of questions", "/customQuestions");
  }
  const site = origin === "internal" ? "internal" : "external";
  for (const [place, set] of form.customQuestions.entries()) {
    const pointer = `/customQuestions/${place}`;
    const { id, fields = [] } = customQuestions[place] ?? {};
    if (id !== set.id) throw badRequest("Must be in the order of the form", pointer);
    demandSet(
      set.fields.map((field) => ({ ...field, required: field.required === true && isAskedOn(site, field) })),
      fields.map(({ value }) => value),
      `${pointer}/fields`,
      account,
    );
  }
}

function demandSet(
  fields: readonly FieldRecord[],
  values: readonly unknown[],
  pointer: string,
  account: Account,
): void {
  if (values.length !== fields.length) throw badRequest("Must hold all questions of the set", pointer);
  for (const [place, field] of fields.entries()) demandValue(field, values[place], `${pointer}/${place}`, account);
}

/** Without a `distribution` on both. */
function isAskedOn(site: "external" | "internal", { distribution }: FieldRecord): boolean {
  return distribution?.includes(site) ?? true;
}

function demandValue(
  question: Pick<FieldRecord, "type" | "required" | "options">,
  value: unknown,
  pointer: string,
  account: Account,
): void {
  demandAnswer(question, value, pointer);
  if (question.type === "file-upload" && value != null && uploadAt(value, account) === undefined) {
    throw badRequest("Is no address of an upload", pointer);
  }
}

function demandEeo({ eeoQuestions = {} }: ApplyFormRecord, responses: object): void {
  for (const [name, value] of Object.entries(responses) as [string, unknown][]) {
    const question = eeoQuestions[name];
    if (question === undefined) throw badRequest("The form has no such question", `/eeoResponses/${name}`);
    demandAnswer(question, value, `/eeoResponses/${name}`);
  }
}

function demandConsent({ consentDisclosures }: ApplyFormRecord, { consent = {} }: ApplicationBody): void {
  for (const kind of ["store", "marketing"] as const) {
    const given = consent[kind];
    if (given && given.compliancePolicyId !== consentDisclosures?.[kind].compliancePolicyId) {
      throw badRequest("Is not the form's policy", `/consent/${kind}/compliancePolicyId`);
    }
  }
}
