import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";

/** What is left of a deleted opportunity. Lever docs, "Opportunities > List deleted opportunities". */
export interface DeletedOpportunityWire {
  readonly id: LeverId;
  readonly contact?: Expandable<{ readonly id: LeverId }>;
  readonly confidentiality?: string;
  readonly deletedAt?: EpochMillis | null;
  readonly deletedBy?: Expandable<UserWire>;
}
