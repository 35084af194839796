/** Where a form stands: the files in its answers take their ids from there. */
export interface FormPlace {
  readonly connectionId: string;
  /** Lever's id; null for a template or the questions of a posting, which nobody has answered. */
  readonly opportunityId: string | null;
}
