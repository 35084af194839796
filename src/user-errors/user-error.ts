import { Field, Int, ObjectType, registerEnumType } from "type-graphql";

/** Every code, with what it means. May grow: clients handle values they don't know. */
const MEANINGS = {
  NOT_FOUND: "There is no such thing in this account.",
  STAGE_EXCLUDED: "The opportunity's stage is excluded by the stage mapping.",
  STAGE_UNKNOWN: "Lever has no such stage.",
  STAGE_CHANGED: "It is no longer in expectedStageId; the payload holds it as it is now.",
  REASON_EXCLUDED: "The archive reason is excluded by the stage mapping.",
  REASON_UNKNOWN: "Lever has no such archive reason.",
  REASON_INACTIVE: "Lever offers that archive reason no more.",
  REASON_NOT_REJECTION: "A reason of type HIRED can't reject.",
  REASON_NOT_HIRE: "Only a reason of type HIRED hires.",
  ALREADY_ARCHIVED: "It is archived already.",
  VERSION_CONFLICT: "Somebody saved in between; the payload holds the present mapping.",
  STAGE_IN_TWO_GROUPS: "A stage stands in two Findem stages.",
  GROUP_NAME_DUPLICATE: "Two Findem stages have the same name, or one has none.",
  SLA_OUT_OF_RANGE: "SLA days go from 1 to 365.",
  API_KEY_REJECTED: "Lever does not take the API key.",
  API_KEY_ALREADY_CONNECTED: "The account has that API key already.",
  API_KEY_OF_OTHER_ACCOUNT: "The API key belongs to another Lever account.",
  PERFORM_AS_UNKNOWN: "Lever has no active user, of the role team member or higher, with that address.",
  IDEMPOTENCY_KEY_REUSED: "The idempotency key was used before, with another input.",
  DUPLICATE_FOUND: "The person is in Lever already.",
  UPLOAD_UNKNOWN: "There is no such upload, or its time is over.",
  UPLOAD_TOO_LARGE: "Files go up to 30 MiB.",
  UPLOAD_TYPE_UNSUPPORTED: "Lever does not take files of that type.",
  NOTE_NOT_EDITABLE: "Lever lets the API change only notes that the API made.",
  POSTING_CLOSED: "The posting takes no applications.",
  QUESTION_UNKNOWN: "The form has no such question.",
  ANSWER_MISSING: "A required question is not answered.",
  ANSWER_INVALID: "The answer does not fit its question.",
  TOO_MANY_ITEMS: "At most 100 items go at once.",
  ATS_CONNECTION_DISABLED: "The connection is switched off.",
  ATS_CREDENTIALS_INVALID: "Lever answered 401 to the API key.",
  ATS_PERMISSION_MISSING: "The API key lacks the permission that `permission` names.",
  ATS_RATE_LIMITED: "Lever's request budget can't serve it in time.",
  ATS_UNAVAILABLE: "Lever did not answer, or answered with an error of its own.",
  ATS_BAD_RESPONSE: "Lever's answer can't be read.",
  ATS_REJECTED: "Lever refused the request.",
  WRITE_OUTCOME_UNKNOWN: "It went out and its fate can't be read back now: repeat it with the same idempotency key.",
  STORE_UNAVAILABLE: "The database is down: nothing was sent.",
  SECRET_UNREADABLE: "The stored API key can't be opened with the key ring.",
} as const;

export type AtsUserErrorCode = keyof typeof MEANINGS;
export const AtsUserErrorCode = Object.fromEntries(Object.keys(MEANINGS).map((code) => [code, code])) as {
  readonly [Code in AtsUserErrorCode]: Code;
};
registerEnumType(AtsUserErrorCode, {
  name: "AtsUserErrorCode",
  description: "May grow: handle the values you don't know.",
  valuesConfig: Object.fromEntries(Object.entries(MEANINGS).map(([code, description]) => [code, { description }])),
});

@ObjectType({ description: "What a caller or an admin can mend, or should know to decide what to do next." })
export class AtsUserError {
  @Field(() => AtsUserErrorCode, { description: "What went wrong." })
  code!: AtsUserErrorCode;

  @Field(() => String, { description: "What went wrong and how to mend it, for a person." })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The path of the input field at fault, e.g. ["input", "findemStages", "2", "slaDays"].',
  })
  path!: readonly string[] | null;

  @Field(() => Boolean, { description: "Whether the same call may succeed later." })
  retryable!: boolean;

  @Field(() => Int, { nullable: true, description: "When to try again, milliseconds from now." })
  retryAfterMs!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "With ATS_PERMISSION_MISSING: its name on Lever's API credentials page.",
  })
  permission!: string | null;
}

/** What may be said of a user error beyond its code. */
export interface UserErrorDetails {
  readonly message?: string;
  readonly path?: readonly string[];
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly permission?: string;
}

/** The greatest that GraphQL's Int holds. */
const MAX_INT = 2 ** 31 - 1;

function wholeMs(ms: number): number {
  return Math.min(Math.ceil(ms), MAX_INT);
}

/** Makes a user error; without a message, it says what its code means. */
export function userError(code: AtsUserErrorCode, details: UserErrorDetails = {}): AtsUserError {
  return {
    code,
    message: details.message ?? MEANINGS[code],
    path: details.path ?? null,
    retryable: details.retryable ?? false,
    retryAfterMs: details.retryAfterMs === undefined ? null : wholeMs(details.retryAfterMs),
    permission: details.permission ?? null,
  };
}
