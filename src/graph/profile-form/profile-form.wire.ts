import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import type { FormFieldWire } from "../form-field/form-field.wire.js";
import type { StageWire } from "../stage/stage.wire.js";

/** A profile form as Lever sends it. Lever docs, "Profile forms > Profile form attributes". */
export interface ProfileFormWire {
  readonly id: LeverId;
  readonly text: string;
  readonly instructions: string;
  readonly baseTemplateId: LeverId;
  readonly fields: readonly FormFieldWire[];
  readonly user: Expandable<UserWire>;
  readonly stage: Expandable<StageWire>;
  readonly createdAt: EpochMillis;
  readonly completedAt?: EpochMillis | null;
  readonly deletedAt: EpochMillis | null;
}
