/** What the rival serves: the answers of the service itself, as rows in memory. */
export interface RivalData {
  readonly connectionId: string;
  readonly edges: readonly { readonly cursor: string; readonly opportunityId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly opportunities: readonly OpportunityRow[];
  readonly stages: readonly { readonly id: string; readonly name: string }[];
  readonly users: readonly { readonly id: string; readonly name: string | null; readonly email: string | null }[];
  readonly candidates: readonly CandidateRow[];
  readonly applications: readonly ApplicationRow[];
}

/** Relations by id, as a table has them. */
export interface OpportunityRow {
  readonly id: string;
  readonly name: string | null;
  readonly headline: string | null;
  readonly origin: string | null;
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
  readonly stageId: string;
  readonly ownerId: string | null;
  readonly applicationId: string | null;
}

export interface CandidateRow {
  /** Lever has what it knows of a person on each of their opportunities, and it may differ. */
  readonly opportunityId: string;
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[] | null;
  readonly linkedinUrl: string | null;
}

export interface ApplicationRow {
  readonly id: string;
  readonly type: string | null;
  /** ISO 8601. */
  readonly createdAt: string | null;
  readonly company: string | null;
}
