/** By what a person is found. EXPORTED: Findem's profile that was exported to them from here. */
export type LinkKind = "EMAIL" | "LINKEDIN" | "GITHUB" | "FINDEM_PROFILE" | "EXPORTED";

/** An address, a link or a profile's id, as a keyed digest: no personal data in the clear. */
export interface LinkDigest {
  readonly kind: LinkKind;
  /** Of the kind too: the same text as another kind has another digest. */
  readonly digest: string;
}

/** Who has it. */
export interface FoundLink extends LinkDigest {
  readonly contactId: string;
}

/** What was seen of a person. */
export interface SeenPerson {
  readonly contactId: string;
  readonly links: readonly LinkDigest[];
  /** Nothing else is theirs (EXPORTED apart): what is kept beside it goes. */
  readonly isWhole: boolean;
  /** Nothing that is kept may lead to them any more, EXPORTED neither. */
  readonly isAnonymous: boolean;
}

/** A contact that was merged into another. */
export interface MergedContact {
  readonly from: string;
  readonly into: string;
}

/** Whose addresses and links are whose. Goes with its connection; of one that is not there nothing is kept. */
export interface LinkStore {
  /** Who has any of the digests; the same digest may be several people's. */
  find(connectionId: string, digests: readonly string[]): Promise<readonly FoundLink[]>;
  /** Adds what is not there, and marks all that is kept of these people, EXPORTED too, as seen in `generation`. */
  learn(connectionId: string, generation: number, people: readonly SeenPerson[]): Promise<void>;
  /** Keeps to whom a profile was exported; marked as seen in the present generation. Idempotent. */
  learnExport(connectionId: string, digest: string, contactId: string): Promise<void>;
  /**
   * Of contacts that have no opportunity left: their exports are the other contact's, and the rest goes. Call it after
   * the opportunities were learned as the other's.
   */
  follow(connectionId: string, merged: readonly MergedContact[]): Promise<void>;
  /** Forgets opportunities, and all that is kept of people who have none left then. */
  forgetOpportunities(connectionId: string, opportunityIds: readonly string[]): Promise<void>;
  /** The opportunities that are known to be a person's. */
  opportunitiesOf(connectionId: string, contactId: string): Promise<readonly string[]>;
  /** Forgets a person: links, exports, and which opportunities were theirs. */
  forgetContact(connectionId: string, contactId: string): Promise<void>;
  /** Removes what was not seen since `generation` began. */
  sweep(connectionId: string, generation: number): Promise<void>;
}
