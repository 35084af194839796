export type FileStatus = "processing" | "processed" | "unsupported" | "error" | null;

/** The file of a resume. */
export interface ResumeFileRecord {
  readonly name: string;
  /** "pdf": without a dot. */
  readonly ext: string;
  uploadedAt: number | null;
  status: FileStatus;
  /** Bytes. */
  size: number | null;
  /** As it was uploaded; missing: made up from the id. */
  readonly content?: Uint8Array;
}

/** A month of a career; the month may be missing. */
export interface MonthRecord {
  readonly year: number | null;
  readonly month?: number | null;
}

export interface PositionRecord {
  readonly org: string | null;
  readonly title?: string | null;
  readonly summary?: string | null;
  readonly location?: string | null;
  readonly start?: MonthRecord | null;
  /** Null or missing: it goes on. */
  readonly end?: MonthRecord | null;
}

export interface SchoolRecord {
  readonly org: string | null;
  readonly degree?: string | null;
  readonly field?: string | null;
  readonly summary?: string | null;
  readonly start?: MonthRecord | null;
  readonly end?: MonthRecord | null;
}

/** What Lever read out of a resume. */
export interface ParsedResumeRecord {
  readonly positions: readonly PositionRecord[];
  readonly schools: readonly SchoolRecord[];
}

export interface ResumeRecord {
  readonly id: string;
  readonly opportunityId: string;
  readonly createdAt: number;
  /** Null: scraped from a profile on the web. */
  file: ResumeFileRecord | null;
  parsedData?: ParsedResumeRecord | null;
}

/** A file that is no resume. Some times and sizes are texts, as in the documentation's examples. */
export interface FileRecord {
  readonly id: string;
  readonly opportunityId: string;
  name: string;
  /** ".pdf": with a dot. */
  ext: string | null;
  uploadedAt: number | string | null;
  status: FileStatus;
  /** Bytes. */
  size: number | string | null;
  /** As it was uploaded; missing: made up from the id. */
  readonly content?: Uint8Array;
}
