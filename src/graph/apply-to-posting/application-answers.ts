import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import type { Checked } from "./answer-faults.js";
import type { AtsApplicationAnswerInput, ApplyToPostingInput } from "./apply-to-posting-input.js";
import { checkNamed, EMAIL, type GivenAnswer, type NamedAnswer } from "./named-answers.js";
import { checkOwnQuestions, type OwnAnswers } from "./own-answers.js";
import type { NamedQuestion, PostingForm } from "./posting-form.js";

/** A consent as Lever takes it. */
export interface ConsentBody {
  readonly provided: boolean;
  readonly compliancePolicyId: string;
}

type Consents = Readonly<Partial<Record<"store" | "marketing", ConsentBody>>>;

/** An application whose answers fit its form. A file is an UploadAnswer until Lever has it. */
export interface ApplicationAnswers {
  readonly personalInformation: readonly NamedAnswer[];
  readonly urls: readonly NamedAnswer[];
  readonly eeoResponses: readonly NamedAnswer[];
  readonly customQuestions: readonly OwnAnswers[];
  readonly consent: Consents;
}

/** Lever needs these whatever the form says. Lever docs, "Postings > Apply to a posting". */
const ALWAYS_REQUIRED = ["fullName", EMAIL];
const RESUME = "resume";

/** Checks an application against the posting's form: all that is wrong, not the first alone. */
export function checkAnswers(form: PostingForm, input: ApplyToPostingInput): Checked<ApplicationAnswers> {
  const personal = checkNamed(withAlwaysRequired(form.personalInformation), personalAnswers(input), (name) =>
    name === RESUME ? ["input", "resumeUploadId"] : ["input", "personalInformation"],
  );
  const urls = checkNamed(form.urls, givenIn("urls", input.urls), () => ["input", "urls"]);
  const own = checkOwnQuestions(form.customQuestions, input.customQuestions ?? []);
  const eeo = checkNamed(form.eeoQuestions, givenIn("eeoResponses", input.eeoResponses), () => [
    "input",
    "eeoResponses",
  ]);
  const consent = checkConsents(form, input);
  return {
    answers: {
      personalInformation: personal.answers,
      urls: urls.answers,
      eeoResponses: eeo.answers,
      customQuestions: own.answers,
      consent: consent.answers,
    },
    userErrors: [personal, urls, own, eeo, consent].flatMap(({ userErrors }) => userErrors),
  };
}

/** The address of an application, in Lever's form; empty where none was given. */
export function emailOf({ personalInformation }: ApplyToPostingInput): string {
  const value = personalInformation.find(({ name }) => name === EMAIL)?.value;
  return typeof value === "string" ? value.trim() : "";
}

/** The resume is one of them, given on its own. */
function personalAnswers({ personalInformation, resumeUploadId }: ApplyToPostingInput): readonly GivenAnswer[] {
  const given = givenIn("personalInformation", personalInformation).map((answer) =>
    answer.name === EMAIL && typeof answer.value === "string" ? { ...answer, value: answer.value.trim() } : answer,
  );
  if (resumeUploadId == null) return given;
  return [...given, { name: RESUME, value: resumeUploadId, path: ["input", "resumeUploadId"] }];
}

function givenIn(
  member: string,
  answers: readonly AtsApplicationAnswerInput[] | null | undefined,
): readonly GivenAnswer[] {
  return (answers ?? []).map(({ name, value }, place) => ({ name, value, path: ["input", member, String(place)] }));
}

function withAlwaysRequired(questions: readonly NamedQuestion[]): readonly NamedQuestion[] {
  const missing = ALWAYS_REQUIRED.filter((name) => !questions.some((question) => question.name === name));
  return [
    ...missing.map((name) => ({ name, label: name, type: "text", required: true, options: [] })),
    ...questions.map((its) => (ALWAYS_REQUIRED.includes(its.name) ? { ...its, required: true } : its)),
  ];
}

function checkConsents(
  { policies }: PostingForm,
  { consentToStore, consentToMarketing }: ApplyToPostingInput,
): Checked<Consents> {
  const given = [
    { kind: "store", provided: consentToStore, member: "consentToStore" },
    { kind: "marketing", provided: consentToMarketing, member: "consentToMarketing" },
  ] as const;
  const userErrors: AtsUserError[] = [];
  const answers: Partial<Record<"store" | "marketing", ConsentBody>> = {};
  for (const { kind, provided, member } of given) {
    const compliancePolicyId = policies[kind];
    if (provided == null) continue;
    if (compliancePolicyId === null) userErrors.push(userError("QUESTION_UNKNOWN", { path: ["input", member] }));
    else answers[kind] = { provided, compliancePolicyId };
  }
  return { answers, userErrors };
}
