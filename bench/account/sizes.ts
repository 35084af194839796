/**
 * How large the benchmark's Lever account is, and how much of it an operation asks for. Formulas are computed from what
 * was seeded, never from these.
 */
export const SIZES = {
  activeOpportunities: 2_500,
  archivedOpportunities: 100,
  stages: 8,
  users: 12,
  postings: 140,
  /** Different postings that the newest rows, a page of them, were applied to. */
  postingsOfNewestRows: 20,
  /** Rows of a page, and representations in one `_entities`. */
  rows: 100,
} as const;

/** How many opportunities an account has. */
export type AccountSize = Readonly<Record<"activeOpportunities" | "archivedOpportunities", number>>;

/** Rows of a page at most. Lever docs, "Pagination". */
export const PAGE_ROWS = 100;
