export type OfferStatus =
  "draft" | "approval-sent" | "approved" | "sent" | "sent-manually" | "opened" | "denied" | "signed";

export interface SignatureRecord {
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly firstOpenedAt: number | null;
  readonly lastOpenedAt: number | null;
  readonly signedAt: number | null;
  readonly signed: boolean;
}

export interface OfferDocumentRecord {
  readonly fileName: string;
  readonly uploadedAt: number;
}

/** An offer. Times are epoch milliseconds. */
export interface OfferRecord {
  readonly id: string;
  readonly opportunityId: string;
  readonly createdAt: number;
  creator: string | null;
  status: OfferStatus;
  fields: { readonly text: string; readonly identifier: string; readonly value: string | number | null }[];
  /** By the signee's role; null or missing before there is anything to sign. */
  signatures?: Readonly<Record<string, SignatureRecord>> | null;
  sentDocument?: OfferDocumentRecord | null;
  signedDocument?: OfferDocumentRecord | null;
  approvedAt: number | null;
  sentAt: number | null;
  /** Seen in answers of Lever's; not documented. */
  posting?: string;
  approved?: boolean;
}
