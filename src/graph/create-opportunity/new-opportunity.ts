import type { PhoneBody } from "../contact-details/phone-input.js";
import type { OpportunityOrigin } from "../opportunity/opportunity.js";

/** An opportunity that is to be made, checked. What is left out is not sent. Ids are Lever's, but for uploads. */
export interface NewOpportunity {
  readonly name?: string;
  readonly headline?: string;
  readonly location?: string;
  readonly emails: readonly string[];
  readonly phones: readonly PhoneBody[];
  readonly links: readonly string[];
  readonly tags: readonly string[];
  readonly sources: readonly string[];
  readonly origin?: OpportunityOrigin;
  readonly stageExternalId?: string;
  readonly postingExternalId?: string;
  readonly ownerExternalId?: string;
  /** The person that it is added to; without one, Lever looks for the addresses. */
  readonly contactExternalId?: string;
  /** Milliseconds since the epoch, in the past. */
  readonly createdAt?: number;
  /** An upload to this service that is complete. */
  readonly resumeUploadId?: string;
  readonly fileUploadIds: readonly string[];
  /** Whether Lever may fill in from the resume what is not given. */
  readonly parseResume: boolean;
}

/** Lever's ids of what was made. */
export interface CreatedOpportunity {
  readonly opportunityId: string;
  readonly contactId: string;
}
