import type { FieldRecord, OptionRecord } from "./form.record.js";

/** A question that is asked by its name. */
export interface NamedQuestionRecord {
  readonly text: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly value: null;
  readonly options?: readonly OptionRecord[];
}

/** One of the questions for equal opportunity. */
export interface EeoQuestionRecord {
  readonly type: "dropdown" | "text";
  readonly text: string;
  readonly required: boolean;
  readonly value: null;
  readonly prompt?: string;
  readonly options?: readonly { readonly text: string; readonly optionId: string; readonly description?: string }[];
}

/** What an applicant is told about a consent; the statement is missing where it is hidden. */
export interface DisclosureRecord {
  readonly statement?: string;
  readonly statementHtml?: string;
  readonly displayState: string;
  readonly compliancePolicyId: string;
}

/** The questions of a posting, by whose id they are found. */
export interface ApplyFormRecord {
  /** The posting's. */
  readonly id: string;
  customQuestions: { readonly id: string; readonly text: string; readonly fields: readonly FieldRecord[] }[];
  personalInformation: NamedQuestionRecord[];
  urls: NamedQuestionRecord[];
  /** Missing: the posting asks none. */
  eeoQuestions?: Readonly<Record<string, EeoQuestionRecord>>;
  /** The posting's locations to which the EEO questions apply. */
  eeoLocations: readonly string[];
  /** Missing: the posting has none. */
  consentDisclosures?: { readonly store: DisclosureRecord; readonly marketing: DisclosureRecord };
}
