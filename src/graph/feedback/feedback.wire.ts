import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { FormFieldWire } from "../form-field/form-field.wire.js";

/** A feedback form as Lever sends it. Lever docs, "Feedback > Feedback attributes". */
export interface FeedbackWire {
  readonly id: LeverId;
  readonly type: string;
  readonly text: string;
  readonly instructions: string;
  readonly fields: readonly FormFieldWire[];
  readonly user: Expandable<UserWire>;
  readonly panel: LeverId | null;
  /** Null where the feedback was added by hand. */
  readonly interview: LeverId | null;
  readonly createdAt: EpochMillis;
  readonly completedAt: EpochMillis | null;
  readonly deletedAt: EpochMillis | null;
}
