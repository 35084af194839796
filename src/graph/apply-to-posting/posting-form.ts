/** A question of an application form that goes by its name. */
export interface NamedQuestion {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly options: readonly string[];
}

/** One of the company's own questions. */
export interface OwnQuestion {
  /** Null where Lever gives none: then its label names it. */
  readonly id: string | null;
  readonly label: string;
  readonly type: string;
  /** Of applicants who come this way, from outside or from inside. */
  readonly required: boolean;
  readonly options: readonly string[];
}

/** A group of them; answers to it go by place. */
export interface OwnQuestions {
  readonly id: string;
  readonly fields: readonly OwnQuestion[];
}

/** What a posting asks, as far as answers are checked against it. */
export interface PostingForm {
  readonly personalInformation: readonly NamedQuestion[];
  readonly urls: readonly NamedQuestion[];
  readonly eeoQuestions: readonly NamedQuestion[];
  readonly customQuestions: readonly OwnQuestions[];
  /** Lever's ids of the policies that ask for a consent; null where none does. */
  readonly policies: { readonly store: string | null; readonly marketing: string | null };
}

/** How an applicant comes: some questions are asked on one site only. */
export type Distribution = "external" | "internal";
