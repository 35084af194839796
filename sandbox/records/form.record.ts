/** One of the texts to choose from. */
export interface OptionRecord {
  readonly text: string;
  readonly optionId?: string;
}

/** A question without its answer, as templates hold it. Lever docs, "Form fields". */
export interface QuestionRecord {
  /** Missing in some forms of old: those of referrals, and the custom questions of applications. */
  readonly id?: string;
  readonly type: string;
  readonly text: string;
  readonly description?: string | null;
  readonly required?: boolean;
  readonly prompt?: string;
  readonly options?: readonly OptionRecord[];
  /** ISO 4217; of currency fields. */
  readonly currency?: string;
  /** Of code fields. */
  readonly language?: string;
  /** What a scorecard scores. */
  readonly scores?: readonly { readonly text: string; readonly description: string }[];
  /** Of apply forms. */
  readonly distribution?: readonly ("external" | "internal")[];
  readonly isSummary?: boolean;
  readonly summaryText?: string;
}

/** A question with its answer; missing or null where there is none. The type depends on that of the question. */
export interface FieldRecord extends QuestionRecord {
  value?: unknown;
}

/** What all filled-in forms of an opportunity hold. Times are epoch milliseconds. */
interface FilledForm {
  readonly id: string;
  readonly opportunityId: string;
  text: string;
  instructions: string;
  baseTemplateId: string;
  fields: FieldRecord[];
  user: string | null;
  readonly createdAt: number;
  /** Null: not submitted yet. */
  completedAt: number | null;
}

/** A profile form. */
export interface ProfileFormRecord extends FilledForm {
  readonly type: "form";
  stage: string | null;
  deletedAt: number | null;
}

/** A feedback form. */
export interface FeedbackRecord extends FilledForm {
  /** The documentation spells "assigment". */
  type: "interview" | "assignment" | "assigment" | "share";
  panel: string | null;
  /** Null: added by hand. */
  interview: string | null;
  updatedAt: number | null;
  deletedAt: number | null;
}

/** A referral. `referrer`: null where the name was typed in, which is then in the fields only. */
export interface ReferralRecord extends FilledForm {
  readonly type: "referral";
  referrer: string | null;
  stage: string | null;
}

/** A form among an application's custom questions. */
export interface PostingFormRecord {
  readonly type: "posting" | "referral";
  readonly text: string;
  readonly description: string;
  readonly baseTemplateId: string;
  fields: FieldRecord[];
  readonly user: string | null;
  readonly stage: string | null;
  readonly createdAt: number;
  readonly completedAt: number | null;
  /** Of referral forms, raw. */
  readonly accountId?: string;
  readonly referrerId?: string | null;
  readonly userId?: string | null;
}
