import type { LeverId } from "../../lever/wire.js";
import type { QuestionSetWire } from "../form-field/form-field.wire.js";

/** A question of Lever's own. Lever docs, "Postings > Retrieve posting application questions". */
export interface ApplicationQuestionWire {
  readonly text: string;
  /** Absent for EEO questions, which are told by their key. */
  readonly name?: string;
  readonly type: string;
  readonly required?: boolean;
  readonly options?: readonly { readonly text: string }[];
}

/** What to tell a person before asking for consent. */
export interface ConsentDisclosureWire {
  readonly statement?: string;
  readonly statementHtml?: string;
  readonly displayState: string;
  readonly compliancePolicyId: LeverId;
}

/** A posting's application form as Lever sends it. Lever docs, "Postings > Retrieve posting application questions". */
export interface ApplicationFormWire {
  readonly personalInformation: readonly ApplicationQuestionWire[];
  readonly urls: readonly ApplicationQuestionWire[];
  readonly customQuestions: readonly QuestionSetWire[];
  /** Absent where they are not asked. */
  readonly eeoQuestions?: Readonly<Record<string, ApplicationQuestionWire>>;
  /** By kind, store or marketing; absent where no policy applies. */
  readonly consentDisclosures?: Readonly<Record<string, ConsentDisclosureWire>>;
}
