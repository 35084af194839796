/** What Lever sends, as far as the operations need it. */
export interface OpportunityWire {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly tags: readonly string[];
  readonly contact: string;
  readonly stage: string;
  readonly owner: string | null;
  readonly applications: readonly string[];
}

export interface ContactWire {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[];
}

export interface ApplicationWire {
  readonly id: string;
  readonly type: string;
  readonly company: string | null;
  readonly posting: string | null;
}

export interface StageWire {
  readonly id: string;
  readonly text: string;
}

export interface UserWire {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface PostingWire {
  readonly id: string;
  readonly text: string;
}

export interface NoteWire {
  readonly id: string;
  readonly user: string | null;
  readonly fields: readonly { readonly value: string }[];
  readonly createdAt: number;
  readonly deletedAt: number | null;
}

export interface FileWire {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly uploadedAt: number | null;
}

export interface ResumeWire {
  readonly id: string;
  readonly createdAt: number;
  readonly parsedData?: {
    readonly positions?: readonly { readonly org: string | null; readonly title: string | null }[];
  } | null;
}

export interface InterviewWire {
  readonly id: string;
  readonly subject: string | null;
  readonly date: number;
  readonly interviewers: readonly { readonly name: string }[];
}

export interface FeedbackWire {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
}

/** The lists that belong to one opportunity, by the end of their path. */
export interface PartWires {
  readonly notes: NoteWire;
  readonly files: FileWire;
  readonly resumes: ResumeWire;
  readonly interviews: InterviewWire;
  readonly feedback: FeedbackWire;
}
