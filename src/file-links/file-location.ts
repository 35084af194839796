/** Where a file is in Lever. No name and nothing personal: a location may stand in a link. */
export interface FileLocation {
  readonly connectionId: string;
  /** Lever's id of the opportunity that it belongs to. */
  readonly opportunityId: string;
  /** A file of the opportunity's, the file of a resume, or a document of an offer. */
  readonly kind: "file" | "resume" | "offer";
  /** Lever's id of the file, the resume or the offer. */
  readonly id: string;
  /** Which one of an offer's documents; absent for the other kinds. */
  readonly document?: "sent" | "signed";
}
