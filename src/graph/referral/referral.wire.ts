import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { FormFieldWire } from "../form-field/form-field.wire.js";
import type { StageWire } from "../stage/stage.wire.js";

/** A referral as Lever sends it. Lever docs, "Referrals > Referral attributes". */
export interface ReferralWire {
  readonly id: LeverId;
  readonly text: string;
  readonly instructions: string;
  readonly fields: readonly FormFieldWire[];
  /** Null where it was entered by hand: a name then stands in `fields`. */
  readonly referrer: Expandable<UserWire>;
  /** Who entered it. */
  readonly user: Expandable<UserWire>;
  readonly stage: Expandable<StageWire>;
  readonly createdAt: EpochMillis;
  readonly completedAt: EpochMillis | null;
}
