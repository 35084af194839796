import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { OfferDocumentWire } from "../file/file.wire.js";
import type { PostingWire } from "../posting/posting.wire.js";

/** One line of an offer. Lever docs, "Offers > Offer attributes": `fields`. */
export interface OfferFieldWire {
  readonly text: string;
  /** Such as "salary_amount", "job_posting". */
  readonly identifier: string;
  readonly value?: unknown;
}

/** An offer as Lever sends it. Lever docs, "Offers > Offer attributes". */
export interface OfferWire {
  readonly id: LeverId;
  readonly createdAt: EpochMillis;
  readonly creator: Expandable<UserWire>;
  readonly status: string;
  readonly fields: readonly OfferFieldWire[];
  readonly sentDocument?: OfferDocumentWire | null;
  readonly signedDocument?: OfferDocumentWire | null;
  readonly approvedAt: EpochMillis | null;
  readonly sentAt: EpochMillis | null;
  /** Sent, though not documented. */
  readonly posting?: Expandable<PostingWire>;
}
