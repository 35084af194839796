/** A month in a resume. Lever docs, "Resumes > Resume attributes": `start`, `end`. Every member may be missing. */
export interface YearMonthWire {
  readonly year?: number | null;
  readonly month?: number | null;
}

/** Lever docs, "Resumes > Resume attributes": `parsedData.positions`. Every member may be missing. */
export interface PositionWire {
  readonly org?: string | null;
  readonly title?: string | null;
  readonly summary?: string | null;
  readonly location?: string | null;
  readonly start?: YearMonthWire | null;
  readonly end?: YearMonthWire | null;
}

/** Lever docs, "Resumes > Resume attributes": `parsedData.schools`. Every member may be missing. */
export interface SchoolWire {
  readonly org?: string | null;
  readonly degree?: string | null;
  readonly field?: string | null;
  readonly summary?: string | null;
  readonly start?: YearMonthWire | null;
  readonly end?: YearMonthWire | null;
}

/** What Lever read from a resume; absent where it could not. Lever docs, "Resumes > Resume attributes". */
export interface ParsedResumeWire {
  readonly positions?: readonly PositionWire[] | null;
  readonly schools?: readonly SchoolWire[] | null;
}
