/** An answer to the questions for equal opportunity, with the data of its opportunity. Times: epoch milliseconds. */
export interface EeoResponseRecord {
  readonly id: string;
  readonly opportunityId: string;
  readonly applicationId: string;
  /** The time that the window of the lists is about. */
  readonly createdAt: number;
  readonly appliedAt: number;
  /** Missing: not answered. */
  gender?: string;
  race?: string;
  veteran?: string;
  disability?: string;
  /** "MM/DD/YYYY". */
  disabilitySignatureDate?: string;
  eeoSurveyRespondedAt?: number | null;
  eeoResponseSource: string;
  source?: string;
}
