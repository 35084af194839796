import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { QuestionSetWire } from "../form-field/form-field.wire.js";
import type { PostingWire } from "../posting/posting.wire.js";

/** An application as Lever sends it. Lever docs, "Applications > Application attributes". */
export interface ApplicationWire {
  readonly id: LeverId;
  readonly opportunityId: LeverId;
  readonly createdAt: EpochMillis;
  readonly type: string;
  readonly posting: Expandable<PostingWire>;
  readonly postingOwner: Expandable<UserWire>;
  readonly postingHiringManager: Expandable<UserWire>;
  readonly user: Expandable<UserWire>;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly phone: { readonly type?: string | null; readonly value: string } | null;
  readonly links: readonly string[] | null;
  readonly comments: string | null;
  /** The posting's forms, or the referral's, as they were filled in. Lever docs, "Posting forms". */
  readonly customQuestions?: readonly QuestionSetWire[] | null;
  readonly archived?: { readonly reason?: LeverId | null; readonly archivedAt?: EpochMillis | null } | null;
}
